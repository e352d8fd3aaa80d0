import { exportTable, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import { type Day, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import type { BookKindName } from '../books/contract';
import { visibleBook } from '../books/policy';
import { levelsOf, sumUp } from '../books/rules';
import { accountsOf, type BookRecord } from '../books/store';
import { rangeWords, refuseWaiting } from '../entries/journal';
import { countWaitingWithin } from '../entries/store-journal';
import { openingTurnovers } from '../entries/store-opening';
import type * as contract from './contract';
import type { TrialRow } from './contract';
import { rangeAsked } from './ranges';
import { turnsOf, type Turn as AccountTurn } from './store';

type Turn = Omit<AccountTurn, 'accountId'>;
const nothing: Turn = { opening: 0n, debit: 0n, credit: 0n };
const add = (a: Turn, b: Turn): Turn => ({
  opening: a.opening + b.opening,
  debit: a.debit + b.debit,
  credit: a.credit + b.credit,
});

/** A balance as it stands in two columns. */
const columnsOf = (net: bigint) => ({ debit: net > 0n ? net : 0n, credit: net < 0n ? -net : 0n });

/**
 * What stood before the days and what was turned over in them, of each account that takes postings. With what a book began
 * stood before, also on its first day.
 */
async function turnsByAccount(ctx: Context, book: BookRecord, days: { from: Day; to: Day }) {
  const turns = new Map<string, Turn>((await turnsOf(ctx, book.id, days)).map((turn) => [turn.accountId, turn]));
  if (days.from > book.openedOn) return turns;
  for (const { accountId, debit, credit } of await openingTurnovers(ctx, book.id, days))
    turns.set(accountId, add(turns.get(accountId)!, { opening: debit - credit, debit: -debit, credit: -credit }));
  return turns;
}

/** 发生额及余额表. Refuses: a book that isn't in reach. */
export async function getTrialBalance(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.getTrialBalance>,
): Promise<EndpointResponse<typeof contract.getTrialBalance>> {
  const book = await visibleBook(ctx, params.id);
  const { from, to } = rangeAsked(ctx, query);
  const accounts = await accountsOf(ctx, [book.id]);
  const own = await turnsByAccount(ctx, book, { from, to });
  const all = sumUp(accounts, own, add, nothing);
  const levels = levelsOf(accounts.map((account) => account.code));
  const rows = accounts.flatMap(({ id, code, name, element, isContra, isSummary }): TrialRow[] => {
    const { opening, debit, credit } = all.get(id)!;
    const level = levels.get(code)!;
    const isStill = opening === 0n && debit === 0n && credit === 0n;
    if ((query.isMovedOnly && isStill) || (query.depth === 'top' && level > 0)) return [];
    const account = { id, code, name, element, isContra, isSummary, level };
    return [{ ...account, opening, debit, credit, closing: opening + debit - credit }];
  });
  return {
    book: { id: book.id, name: book.name, kind: book.kind as BookKindName },
    ...{ from, to, rows, totals: totalsOf([...own.values()]) },
    waiting: await countWaitingWithin(ctx, book.id, { from: undefined, to }),
  };
}

function totalsOf(turns: readonly Turn[]) {
  const sum = (side: (turn: Turn) => { debit: bigint; credit: bigint }) =>
    turns.map(side).reduce((a, b) => ({ debit: a.debit + b.debit, credit: a.credit + b.credit }), {
      debit: 0n,
      credit: 0n,
    });
  return {
    opening: sum(({ opening }) => columnsOf(opening)),
    turnover: sum(({ debit, credit }) => ({ debit, credit })),
    closing: sum(({ opening, debit, credit }) => columnsOf(opening + debit - credit)),
  };
}

/** The same as a file. Refuses: as the table; entries that wait for their numbers (ledger.sealing_waits). */
export async function exportTrialBalance(
  ctx: Context,
  input: EndpointInput<typeof contract.exportTrialBalance>,
): Promise<FileAnswer> {
  const { book, from, to, rows, totals } = await getTrialBalance(ctx, input);
  await refuseWaiting(ctx, book.id, { from: undefined, to });
  const say = (key: string, values: Record<string, unknown> = {}) => text(ctx.language, `ledger:books.${key}`, values);
  const title = (key: string) => `ledger:books.columns.${key}`;
  const money = (key: keyof SixSides): WorkbookColumn<SixSides & Named> => ({
    ...{ key, title: title(key), kind: 'fen', width: 16, value: (row) => row[key] },
  });
  const { file } = await exportTable<SixSides & Named>(ctx, {
    title: say('exports.trial', { book: book.name }),
    permission: 'ledger.book.read',
    filters: [rangeWords(say, { from, to })],
    columns: [
      { key: 'code', title: title('code'), kind: 'text', width: 10, value: (row) => row.code },
      { key: 'account', title: title('account'), kind: 'text', width: 26, value: (row) => row.name },
      ...(['openingDebit', 'openingCredit', 'debit', 'credit', 'closingDebit', 'closingCredit'] as const).map(money),
    ],
    // The file's own sum would count an account and the one above it.
    rows: [
      [
        ...rows.map((row) => ({ code: row.code, name: '　'.repeat(row.level) + row.name, ...sixOf(row) })),
        { code: '', name: say('total'), ...sixOfTotals(totals) },
      ],
    ],
  });
  return file;
}

interface Named {
  code: string;
  name: string;
}
interface SixSides {
  openingDebit: bigint;
  openingCredit: bigint;
  debit: bigint;
  credit: bigint;
  closingDebit: bigint;
  closingCredit: bigint;
}

function sixOfTotals({ opening, turnover, closing }: ReturnType<typeof totalsOf>): SixSides {
  return {
    ...{ openingDebit: opening.debit, openingCredit: opening.credit, ...turnover },
    ...{ closingDebit: closing.debit, closingCredit: closing.credit },
  };
}

const sixOf = ({ opening, debit, credit, closing }: TrialRow): SixSides =>
  sixOfTotals({ opening: columnsOf(opening), turnover: { debit, credit }, closing: columnsOf(closing) });
