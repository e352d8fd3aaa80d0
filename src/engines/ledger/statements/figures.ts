import type { Context } from '#kernel';
import { addDays, type Day } from '#kernel/contract';
import { FIRST_DAY, turnovers } from '../balances/store';
import { accountsOf, type BookRecord } from '../books/store';
import { monthOf } from '../entries/rules';
import { statementEditionOf, type StatementEdition } from './editions';
import { fillPosition, fillResult, type AccountFigures, type StatementLines } from './rules';
import { openingTurnovers } from './store';

export type Span = 'month' | 'year';
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** The days of both columns of the second statement: 本月数 and 本年累计数, or 上年数 and 本年数. */
export function rangesOf(on: Day, span: Span): { first: DayRange; second: DayRange } {
  const year = Number(on.slice(0, 4));
  const second = { from: `${year}-01-01`, to: on };
  if (span === 'month') return { first: { from: monthOf(on), to: on }, second };
  return { first: { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }, second };
}

export interface Figures extends StatementLines {
  readonly edition: StatementEdition;
  readonly ranges: { first: DayRange; second: DayRange };
}

/**
 * Both statements of a book as of a day. Balances count everything until then; income and spending leave out what the year's
 * end carries and what a book begins with.
 */
export async function figuresOf(ctx: Context, book: BookRecord, on: Day, span: Span): Promise<Figures> {
  const edition = statementEditionOf(book.chart);
  const accounts = await accountsOf(ctx, [book.id]);
  const leaves = accounts.filter((account) => !account.isSummary);
  const year = { from: `${on.slice(0, 4)}-01-01`, to: on };
  const ranges = rangesOf(on, span);
  const balance = (to: Day) => netsOf(ctx, book.id, { from: FIRST_DAY, to }, true);
  const before = await balance(addDays(year.from, -1));
  const begun = await openings(ctx, book.id, year);
  const now = await balance(on);
  const flow = async (range: DayRange) => {
    const nets = await netsOf(ctx, book.id, range, false);
    const opening = await openings(ctx, book.id, range);
    return (id: string): bigint => (nets.get(id) ?? 0n) - (opening.get(id) ?? 0n);
  };
  const [first, second] = [await flow(ranges.first), await flow(ranges.second)];
  const position = leaves.map((one): AccountFigures => {
    const { id, code, name, element } = one;
    return {
      id,
      code,
      name,
      element,
      first: (before.get(id) ?? 0n) + (begun.get(id) ?? 0n),
      second: now.get(id) ?? 0n,
    };
  });
  const moved = leaves.map(({ id, code, name, element }): AccountFigures => {
    return { id, code, name, element, first: first(id), second: second(id) };
  });
  return {
    edition,
    ranges,
    assets: fillPosition(edition.assets, accounts, position),
    claims: fillPosition(edition.claims, accounts, position),
    result: fillResult(edition.flows, accounts, moved),
  };
}

async function netsOf(
  ctx: Context,
  bookId: string,
  range: DayRange,
  withClosing: boolean,
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await turnovers(ctx, { bookIds: [bookId], ...range, withClosing });
  return new Map(rows.map(({ accountId, debit, credit }) => [accountId, debit - credit]));
}

async function openings(ctx: Context, bookId: string, range: DayRange): Promise<ReadonlyMap<string, bigint>> {
  const rows = await openingTurnovers(ctx, { bookId, ...range });
  return new Map(rows.map(({ accountId, debit, credit }) => [accountId, debit - credit]));
}
