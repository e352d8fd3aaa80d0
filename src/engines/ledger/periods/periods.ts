import { AppError, audit, userOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { refuseSameHand } from '#engines/roster';
import { getBook } from '../books/books';
import { monthOf } from '../entries/rules';
import { isYearClosed } from '../year-end/store';
import * as store from './store';

const monthBefore = (month: Day): Day => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 1 ? `${year - 1}-12-01` : `${year}-${String(number - 1).padStart(2, '0')}-01`;
};

/**
 * Closes a month of a book: nothing is posted to it any more. Whoever calls has judged the rights. Refuses: a month that is not over
 * (ledger.period_not_over), was closed before (ledger.period_closed) or whose month before is open (ledger.period_order); a
 * month with entries that wait for their numbers (ledger.sealing_waits).
 */
export async function closePeriod(ctx: Context, bookId: string, month: Day): Promise<void> {
  const book = await getBook(ctx, bookId);
  if (month >= monthOf(ctx.clock.today())) throw new AppError('ledger.period_not_over', { month: month.slice(0, 7) });
  const first = monthOf(book.openedOn);
  if (month < first) throw new AppError('ledger.day_before_book', { day: book.openedOn });
  await store.holdMonth(ctx, bookId, month);
  const periods = new Map((await store.periodsOf(ctx, bookId)).map((period) => [period.month, period.state]));
  if ((periods.get(month) ?? 'open') !== 'open')
    throw new AppError('ledger.period_closed', { month: month.slice(0, 7) });
  const before = monthBefore(month);
  if (before >= first && (periods.get(before) ?? 'open') === 'open')
    throw new AppError('ledger.period_order', { month: before.slice(0, 7) });
  const waiting = await store.countWaiting(ctx, bookId, month);
  if (waiting > 0) throw new AppError('ledger.sealing_waits', { count: waiting });
  await store.writePeriod(ctx, bookId, { month, state: 'closed', reason: '', askedBy: null });
  audit(ctx, { action: 'ledger.closePeriod', subject: `book:${bookId}`, details: { month } });
}

/** What a month of a closed year would take in, nobody would carry any more. */
async function refuseClosedYear(ctx: Context, bookId: string, month: Day): Promise<void> {
  const year = Number(month.slice(0, 4));
  if (await isYearClosed(ctx, bookId, year)) throw new AppError('ledger.year_closed', { year });
}

/**
 * Asks for a closed month to be opened again; somebody else decides. Refuses: a month that is not closed (ledger.period_open),
 * or of a year that is (ledger.year_closed).
 */
export async function askToReopen(ctx: Context, bookId: string, month: Day, reason: string): Promise<void> {
  await getBook(ctx, bookId);
  const period = (await store.periodsOf(ctx, bookId)).find((one) => one.month === month);
  if (period?.state !== 'closed') throw new AppError('ledger.period_open', { month: month.slice(0, 7) });
  await refuseClosedYear(ctx, bookId, month);
  await store.writePeriod(ctx, bookId, { month, state: 'reopening', reason, askedBy: userOf(ctx).accountId });
  audit(ctx, { action: 'ledger.askToReopen', subject: `book:${bookId}`, details: { month } });
}

/**
 * Opens a month again, or leaves it closed. Later months that are closed stay so. Refuses: a month for which nobody asked
 * (ledger.period_open); the person who asked (roster.same_hand); a year that was closed meanwhile (ledger.year_closed).
 */
export async function decideReopening(ctx: Context, bookId: string, month: Day, isGranted: boolean): Promise<void> {
  await getBook(ctx, bookId);
  const period = (await store.periodsOf(ctx, bookId)).find((one) => one.month === month);
  if (period?.state !== 'reopening') throw new AppError('ledger.period_open', { month: month.slice(0, 7) });
  await refuseSameHand(ctx, period.askedBy!);
  if (isGranted) await refuseClosedYear(ctx, bookId, month);
  const { reason, askedBy } = period;
  await store.writePeriod(ctx, bookId, { month, state: isGranted ? 'open' : 'closed', reason, askedBy });
  audit(ctx, { action: 'ledger.decideReopening', subject: `book:${bookId}`, details: { month, isGranted } });
}
