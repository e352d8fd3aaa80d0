import { notFound, type Context } from '#kernel';
import { isDay, type EndpointInput, type EndpointResponse, type Page } from '#kernel/contract';
import { decodeCursor, encodeCursor } from '#engines/roster';
import type { CommitmentFinder } from './commitments';
import type * as contract from './contract';
import type { BudgetPosting, BudgetReservation } from './contract';
import { budgetFor, lineFor, mayOn } from './policy';
import { lineMoment, lineWords, presentLine, presentShift } from './present';
import { checkBudget, releaseReservation } from './reservations';
import type { BudgetRecord } from './rows';
import { lineHistory } from './store-history';
import { shiftsWhere } from './store';
import * as store from './store-lines';

/** The latest, in the drawer of a line. */
const MOST_SHOWN = 100;

function presentReservation(
  ctx: Context,
  budget: BudgetRecord,
  reservation: store.ReservationRecord,
): BudgetReservation {
  const { id, amount, spent, words, source, reservedOn, expiresOn } = reservation;
  const isOpen = reservation.state === 'open';
  return {
    ...{ id, amount, spent, words, source, reservedOn, expiresOn },
    state: isOpen && spent === amount ? 'spent' : reservation.state,
    abilities: { release: isOpen && spent < amount && mayOn(ctx, 'ledger.budget.write', budget) },
  };
}

/** Refuses: a line out of reach. */
export async function showBudgetLine(
  ctx: Context,
  finder: CommitmentFinder,
  id: string,
): Promise<EndpointResponse<typeof contract.showBudgetLine>> {
  const { line, budget } = await lineFor(ctx, id, 'ledger.budget.read');
  const figures = (await store.figuresOf(ctx, [line])).get(id)!;
  const words = await lineWords(ctx, finder, budget.bookId, [line]);
  const reservations = await store.reservationsOf(ctx, id, MOST_SHOWN);
  const shifts = await shiftsWhere(ctx, { lineId: id });
  const history = await lineHistory(ctx, id);
  return {
    ...presentLine(line, figures, words, await lineMoment(ctx)),
    ...{ budgetId: budget.id, year: budget.year },
    reservations: reservations.map((one) => presentReservation(ctx, budget, one)),
    shifts: shifts.map((shift) => presentShift(ctx, shift, budget)),
    history: history.map(({ decidedAt, ...rest }) => ({ ...rest, decidedAt: decidedAt.toISOString() })),
  };
}

/** A cursor is the day with the line, and the entry; an unknown one reads as the beginning. */
export function placeAfter(cursor: string | undefined): store.PostingPlace | null {
  const [place, entryId] = decodeCursor(cursor) ?? ['', ''];
  const found = /^(\d{4}-\d{2}-\d{2}) (\d{1,3})$/.exec(place);
  return found === null || !isDay(found[1]!) ? null : { on: found[1]!, line: Number(found[2]), entryId };
}

/** Refuses: a line out of reach. */
export async function listBudgetPostings(
  ctx: Context,
  id: string,
  { cursor, limit }: EndpointInput<typeof contract.listBudgetPostings>['query'],
): Promise<Page<BudgetPosting>> {
  await lineFor(ctx, id, 'ledger.budget.read');
  const found = await store.postingsOfLine(ctx, id, { after: placeAfter(cursor), limit: limit + 1 });
  return presentPostings(found, limit);
}

export function presentPostings(found: readonly store.PostingRow[], limit: number): Page<BudgetPosting> {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return {
    rows: rows.map(({ line, code, accountName, ...row }) => ({
      ...row,
      id: `${row.entryId}:${line}`,
      account: { code, name: accountName },
    })),
    nextCursor: isMore ? encodeCursor([`${last.on} ${last.line}`, last.entryId]) : null,
  };
}

/** Refuses: a line out of reach. */
export async function checkBudgetAmount(
  ctx: Context,
  id: string,
  amount: bigint,
): Promise<EndpointResponse<typeof contract.checkBudgetAmount>> {
  await lineFor(ctx, id, 'ledger.budget.read');
  return checkBudget(ctx, id, amount);
}

/** Gives back by hand what nobody will spend. Refuses: a reservation out of reach; what `releaseReservation` refuses. */
export async function releaseBudgetReservation(ctx: Context, id: string, reason: string): Promise<void> {
  const reservation = (await store.lockReservations(ctx, [id])).get(id);
  if (reservation === undefined) throw notFound();
  const line = (await store.linesById(ctx, [reservation.lineId])).get(reservation.lineId)!;
  await budgetFor(ctx, line.budgetId, 'ledger.budget.write');
  await releaseReservation(ctx, id, reason);
}
