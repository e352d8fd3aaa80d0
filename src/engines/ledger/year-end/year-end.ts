import { AppError, audit, newId, notFound, userOf, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { refuseSameHand } from '#engines/roster';
import { bookFor } from '../books/policy';
import { bookById, type BookRecord } from '../books/store';
import { postEntries, reverseEntry } from '../entries/entries';
import type { EntryDraft } from '../entries/rules';
import { holdMonth, periodsOf, writePeriod } from '../periods/store';
import { carriedOf, decemberOf, faultNow, lastDayOf, refuseWrongTargets } from './carrying';
import type * as contract from './contract';
import { carryingEntries, fingerprintOf, type Carried } from './rules';
import * as store from './store';

export const YEAR_END_SOURCE = 'ledger.year_end';

/**
 * Proposes the year's end of a book. Refuses: a book out of reach or closed; a year that is not over (ledger.year_not_over) or
 * before the book (ledger.day_before_book); an open month (ledger.year_month_open); entries that wait for their numbers
 * (ledger.sealing_waits); something left from the year before (ledger.year_before_open); a later year that is closed
 * (ledger.year_later_closed); a proposal that stands, or a closed year (ledger.year_stands); a wrong target
 * (ledger.year_target).
 */
export async function proposeYearEnd(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.proposeYearEnd>,
): Promise<{ id: string }> {
  const book = await bookFor(ctx, params.id, 'ledger.year.write');
  if (book.closedOn !== null) throw new AppError('ledger.book_closed', { day: book.closedOn });
  const { year } = body;
  const standing = (await store.yearEndsOf(ctx, book.id)).some((end) => end.year === year && store.isStanding(end));
  if (standing) throw new AppError('ledger.year_stands', { year });
  await refuseUnfit(ctx, book, year);
  const targets = Object.fromEntries(body.targets.map(({ account, to }) => [account, to]));
  const carried = await carriedOf(ctx, { book, year, targets });
  await refuseWrongTargets(ctx, book, carried);
  const id = newId();
  const proposal = { id, bookId: book.id, year, targets, fingerprint: fingerprintOf(carried) };
  const isDone = await store.insertYearEnd(ctx, { ...proposal, proposedBy: userOf(ctx).accountId });
  if (!isDone) throw new AppError('ledger.year_stands', { year });
  audit(ctx, { action: 'ledger.proposeYearEnd', subject: `book:${book.id}`, details: { year } });
  return { id };
}

async function refuseUnfit(ctx: Context, book: BookRecord, year: number): Promise<void> {
  const fault = await faultNow(ctx, book, year);
  if (fault !== null) throw new AppError(fault.code, fault.params);
}

/** Refuses: a year's end that isn't there, or of a book with which the person may not do this. */
async function yearEndFor(ctx: Context, id: string, permission: 'ledger.year.write' | 'ledger.period.approve') {
  const found = await store.yearEndById(ctx, id);
  if (found === null) throw notFound();
  await bookFor(ctx, found.bookId, permission);
  // One after the other: whoever decides holds the book, so that no second year is decided at the same time.
  const book = (await bookById(ctx, found.bookId, 'lock'))!;
  return { book, end: (await store.yearEndById(ctx, id, 'lock'))! };
}

/**
 * Carries a year, or declines the proposal. Refuses: one out of reach; one that is decided (ledger.year_not_asked); the person
 * who proposed it (roster.same_hand); balances that are not those that were proposed any more (ledger.year_changed); what
 * `proposeYearEnd` refuses of the year, as it is now.
 */
export async function decideYearEnd(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.decideYearEnd>,
): Promise<void> {
  const { book, end } = await yearEndFor(ctx, params.id, 'ledger.period.approve');
  if (end.state !== 'proposed') throw new AppError('ledger.year_not_asked', { year: end.year });
  await refuseSameHand(ctx, end.proposedBy);
  const decided = { id: end.id, decidedBy: userOf(ctx).accountId, askedBy: null };
  if (body.isGranted) {
    await inDecember(ctx, book, end.year, {
      isFit: () => refuseUnfit(ctx, book, end.year),
      work: () => carry(ctx, book, end),
    });
    await store.writeYearEnd(ctx, { ...decided, state: 'closed', reason: '' });
  } else await store.writeYearEnd(ctx, { ...decided, state: 'declined', reason: body.reason });
  const details = { year: end.year, isGranted: body.isGranted };
  audit(ctx, { action: 'ledger.decideYearEnd', subject: `book:${book.id}`, details });
}

/**
 * December takes the entries of the year's end and nothing else: whoever posts to it or opens it waits until the commit, and it
 * is left as closed as it was found.
 */
async function inDecember(
  ctx: Context,
  book: BookRecord,
  year: number,
  { isFit, work }: { isFit?: () => Promise<void>; work: () => Promise<void> },
): Promise<void> {
  const month = decemberOf(year);
  await holdMonth(ctx, book.id, month);
  const found = (await periodsOf(ctx, book.id)).find((period) => period.month === month);
  await isFit?.();
  const { state = 'open', reason = '', askedBy = null } = found ?? {};
  if (state !== 'open') await writePeriod(ctx, book.id, { month, state: 'open', reason, askedBy });
  await work();
  if (state !== 'open') await writePeriod(ctx, book.id, { month, state, reason, askedBy });
}

async function carry(ctx: Context, book: BookRecord, { id, year, targets, fingerprint }: store.YearEndRecord) {
  const carried = await carriedOf(ctx, { book, year, targets });
  await refuseWrongTargets(ctx, book, carried);
  if (fingerprintOf(carried) !== fingerprint) throw new AppError('ledger.year_changed', { year });
  const drafts = [
    ...draftsOf(carried, 'income', `结转${year}年收入`),
    ...draftsOf(carried, 'expense', `结转${year}年支出`),
  ];
  const source = `${YEAR_END_SOURCE}:${id}`;
  await postEntries(
    ctx,
    drafts.map((draft, at) => {
      const about = { bookId: book.id, on: lastDayOf(year), kind: 'closing', source, key: `${source}:${at}` } as const;
      return { ...about, ...draft };
    }),
  );
}

function draftsOf(
  carried: readonly Carried[],
  element: Carried['element'],
  words: string,
): Pick<EntryDraft, 'words' | 'lines'>[] {
  return carryingEntries(carried.filter((one) => one.element === element)).map((lines) => ({ words, lines }));
}

/** Asks for a closed year to be opened again. Refuses: one out of reach, or not closed (ledger.year_not_asked). */
export async function askToReopenYear(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.askToReopenYear>,
): Promise<void> {
  const { book, end } = await yearEndFor(ctx, params.id, 'ledger.year.write');
  if (end.state !== 'closed') throw new AppError('ledger.year_not_asked', { year: end.year });
  await refuseLaterClosed(ctx, end);
  const { id, decidedBy } = end;
  await store.writeYearEnd(ctx, {
    id,
    state: 'reopening',
    decidedBy,
    reason: body.reason,
    askedBy: userOf(ctx).accountId,
  });
  audit(ctx, { action: 'ledger.askToReopenYear', subject: `book:${book.id}`, details: { year: end.year } });
}

/**
 * Takes back what a year's end has carried, or leaves it. Months stay closed until they are opened by themselves. Refuses: one
 * for which nobody asked (ledger.year_not_asked); the person who asked (roster.same_hand); a later year that is closed
 * (ledger.year_later_closed).
 */
export async function decideYearReopening(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.decideYearReopening>,
): Promise<void> {
  const { book, end } = await yearEndFor(ctx, params.id, 'ledger.period.approve');
  if (end.state !== 'reopening') throw new AppError('ledger.year_not_asked', { year: end.year });
  await refuseSameHand(ctx, end.askedBy!);
  const { id, reason, askedBy } = end;
  const state = body.isGranted ? 'reopened' : 'closed';
  if (body.isGranted) {
    await refuseLaterClosed(ctx, end);
    const takeBack = async () => {
      for (const entry of await store.entriesOfSources(ctx, [`${YEAR_END_SOURCE}:${id}`]))
        await reverseEntry(ctx, entry.id, { reason: `重开${end.year}年：${reason}`, on: lastDayOf(end.year) });
    };
    await inDecember(ctx, book, end.year, { work: takeBack });
  }
  await store.writeYearEnd(ctx, { id, state, decidedBy: userOf(ctx).accountId, reason, askedBy });
  const details = { year: end.year, isGranted: body.isGranted };
  audit(ctx, { action: 'ledger.decideYearReopening', subject: `book:${book.id}`, details });
}

async function refuseLaterClosed(ctx: Context, { bookId, year }: store.YearEndRecord): Promise<void> {
  const later = (await store.yearEndsOf(ctx, bookId)).find(
    (end) => end.year > year && (end.state === 'closed' || end.state === 'reopening'),
  );
  if (later !== undefined) throw new AppError('ledger.year_later_closed', { year: later.year });
}
