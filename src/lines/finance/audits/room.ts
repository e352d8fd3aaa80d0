import type { Context } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { booksUnder, postedMonths } from '#engines/ledger';
import { unitNames } from '#engines/roster';
import { pathsAsked } from '../policy';
import type * as contract from './contract';
import { findingStates } from './contract-findings';
import { presentRows } from './present';
import { monthState } from './rules';
import * as store from './store';
import { countFindings } from './store-findings';

type Input<E> = EndpointInput<E>;

/** So many months of each book are shown, the last ones that are over. */
const monthsShown = 24;

/** The last day of a month by its first: the day before the next one. */
const lastDayOf = (firstDay: string): string => {
  const [year = 0, month = 0] = firstDay.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};

/** What an auditor has before the eyes. Refuses: a unit that isn't in reach. */
export async function getAuditRoom(
  ctx: Context,
  { query }: Pick<Input<typeof contract.getAuditRoom>, 'query'>,
): Promise<EndpointResponse<typeof contract.getAuditRoom>> {
  const under = await pathsAsked(ctx, 'finance.audit.write', query.unitId);
  const today = ctx.clock.today();
  const standing = await store.standingAudits(ctx, under);
  const open = standing.filter((audit) => audit.state === 'open');
  const counted = await countFindings(ctx, under, today);
  const books = await namedBooks(ctx, under);
  const spans = standing.map(({ id, from, to, state, bookIds }) => ({
    id,
    from,
    to,
    bookIds,
    isIssued: state === 'issued',
  }));
  const posted = await postedMonths(
    ctx,
    books.map((book) => book.id),
  );
  const over = posted.filter(({ month }) => month < `${today.slice(0, 7)}-01`);
  const shown = books.map((book) => ({
    ...book,
    months: over
      .filter(({ bookId }) => bookId === book.id)
      .slice(-monthsShown)
      .map(({ bookId, month, count }) => ({
        ...{ month: month.slice(0, 7), count },
        ...monthState(spans, { bookId, firstDay: month, lastDay: lastDayOf(month) }),
      })),
  }));
  return {
    audits: await presentRows(ctx, open),
    findings: findingStates.flatMap((state) => {
      const count = counted.find((row) => row.state === state)?.count ?? 0;
      return count === 0 ? [] : [{ state, count }];
    }),
    overdue: counted.reduce((sum, row) => sum + row.late, 0),
    unchecked: shown.flatMap(({ months }) => months).filter(({ state }) => state === 'unchecked').length,
    books: shown.filter(({ months }) => months.length > 0),
  };
}

async function namedBooks(ctx: Context, under: readonly string[]) {
  const books = await booksUnder(ctx, under);
  const units = await unitNames(ctx, [...new Set(books.map((book) => book.unitId))]);
  return books.map(({ id, name, unitId }) => ({ id, name, unit: { id: unitId, name: units.get(unitId) ?? '' } }));
}
