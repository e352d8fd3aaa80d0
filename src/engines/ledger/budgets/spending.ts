import { AppError, notFound, type Context } from '#kernel';
import { formatFen, type Day } from '#kernel/contract';
import type { NewEntry, NewPosting } from '../entries/store';
import { answerTo, boundsOf, freeOf, takesAccount } from './rules';
import type { LineRecord } from './rows';
import { exceeded } from './reservations';
import * as store from './store-lines';

const netOf = ({ side, amount }: Tagged): bigint => (side === 1 ? amount : -amount);
const isTagged = ({ budgetLineId, reservationId }: Tagged): boolean => budgetLineId !== null || reservationId !== null;

type Tagged = Pick<NewPosting, 'account' | 'side' | 'amount' | 'budgetLineId' | 'reservationId'>;
interface Place<Line extends Tagged = NewPosting> {
  readonly entry: Pick<NewEntry, 'bookId' | 'on'>;
  readonly line: Line;
}
const placesOf = (entries: readonly NewEntry[]): Place[] =>
  entries.flatMap((entry) => entry.lines.filter(isTagged).map((line) => ({ entry, line })));

/**
 * Looks at what entries spend of budgets before they are put in, and gives postings that name a reservation its line. Entries
 * without a budget line ask the database nothing. Reservations are locked; of the lines only those that stop, and only where
 * something is spent without a reservation.
 *
 * Refuses: a line or reservation that isn't there; one of another book; a line of another year (ledger.budget_line_elsewhere), that is
 * closed (ledger.budget_line_closed) or does not take the account (ledger.budget_account_unfit); a reservation of another
 * line, or for a credit (ledger.reservation_unfit), that was released or has expired (ledger.reservation_closed), or holds
 * less (ledger.reservation_exceeded); without one, more than is free of a line that stops (ledger.budget_exceeded).
 */
export async function withBudgets(ctx: Context, entries: readonly NewEntry[]): Promise<readonly NewEntry[]> {
  if (placesOf(entries).length === 0) return entries;
  const ids = placesOf(entries).flatMap(({ line }) => line.reservationId ?? []);
  const reservations = await store.lockReservations(ctx, [...new Set(ids)]);
  const lineOf = (posting: NewPosting): NewPosting => {
    if (posting.reservationId === null) return posting;
    const lineId = reservations.get(posting.reservationId)?.lineId;
    if (lineId === undefined) throw notFound();
    if ((posting.budgetLineId ?? lineId) !== lineId) throw new AppError('ledger.reservation_unfit');
    return { ...posting, budgetLineId: lineId };
  };
  const tagged = entries.map((entry) => ({ ...entry, lines: entry.lines.map(lineOf) }));
  const places = placesOf(await withoutEarlier(ctx, tagged));
  refuseReservations(ctx, places, reservations);
  await refuseLines(ctx, places);
  return tagged;
}

/**
 * What an entry that is not posted yet would be refused for by the budgets that its lines name; those that spend a reservation
 * are not looked at. Refuses: as `withBudgets`.
 */
export async function refuseSpending(ctx: Context, { bookId, on, lines }: SpendingDraft): Promise<void> {
  const tagged = lines.filter(({ budgetLineId }) => budgetLineId !== null);
  const places = tagged.map((line) => ({ entry: { bookId, on }, line: { ...line, reservationId: null } }));
  if (places.length > 0) await refuseLines(ctx, places);
}

export interface SpendingDraft {
  readonly bookId: string;
  readonly on: Day;
  readonly lines: readonly Omit<Tagged, 'reservationId'>[];
}

/** What stands under its key already is posted no second time, and so spends nothing. */
async function withoutEarlier(ctx: Context, entries: readonly NewEntry[]): Promise<readonly NewEntry[]> {
  const keyed = entries.flatMap(({ bookId, key, lines }) =>
    key !== null && lines.some(isTagged) ? [{ bookId, key }] : [],
  );
  if (keyed.length === 0) return entries;
  const standing = await store.standingKeys(ctx, keyed);
  return entries.filter(({ bookId, key }) => key === null || !standing.has(`${bookId} ${key}`));
}

function refuseReservations(
  ctx: Context,
  places: readonly Place[],
  reservations: ReadonlyMap<string, store.ReservationRecord>,
): void {
  const left = new Map([...reservations.values()].map(({ id, amount, spent }) => [id, amount - spent]));
  for (const { line } of places) {
    if (line.reservationId === null) continue;
    const { id, state, expiresOn, words } = reservations.get(line.reservationId)!;
    if (state !== 'open' || expiresOn < ctx.clock.today()) throw new AppError('ledger.reservation_closed', { words });
    if (line.side !== 1) throw new AppError('ledger.reservation_unfit');
    if (line.amount > left.get(id)!) {
      const amounts = { left: formatFen(left.get(id)!), amount: formatFen(line.amount) };
      throw new AppError('ledger.reservation_exceeded', { words, ...amounts });
    }
    left.set(id, left.get(id)! - line.amount);
  }
}

async function refuseLines(ctx: Context, places: readonly Place<Tagged>[]): Promise<void> {
  const lines = await store.linesById(ctx, [...new Set(places.map(({ line }) => line.budgetLineId!))]);
  const unreserved = new Map<string, bigint>();
  for (const { entry, line: posting } of places) {
    const line = lines.get(posting.budgetLineId!);
    if (line === undefined) throw notFound();
    refusePlace(line, entry, posting);
    if (posting.reservationId === null) unreserved.set(line.id, (unreserved.get(line.id) ?? 0n) + netOf(posting));
  }
  const stopping = [...unreserved].filter(([id, net]) => net > 0n && isLimited(lines.get(id)!)).map(([id]) => id);
  if (stopping.length === 0) return;
  const locked = [...(await store.lockLines(ctx, stopping)).values()];
  const figures = await store.figuresOf(ctx, locked);
  for (const line of locked) {
    const free = freeOf(boundsOf(line.target), figures.get(line.id)!);
    const amount = unreserved.get(line.id)!;
    if (answerTo(amount, free, line.onBreach).verdict === 'stop') throw exceeded(line, amount, free!);
  }
}

const isLimited = ({ onBreach, target }: LineRecord): boolean => onBreach === 'stop' && boundsOf(target).most !== null;

function refusePlace(line: LineRecord, entry: Place['entry'], { account, reservationId }: Tagged): void {
  const { name, year } = line;
  // Nobody learns what lines other books have.
  if (line.bookId !== entry.bookId) throw notFound();
  if (String(year) !== entry.on.slice(0, 4)) throw new AppError('ledger.budget_line_elsewhere', { line: name, year });
  // What was approved while the line stood can still be paid.
  if (line.isClosed && reservationId === null) throw new AppError('ledger.budget_line_closed', { line: name });
  if (!takesAccount(line.accounts, account)) throw new AppError('ledger.budget_account_unfit', { line: name, account });
}

/** Spends the reservations that postings name, once their entries are in. */
export async function spendReservations(ctx: Context, entries: readonly NewEntry[]): Promise<void> {
  const uses = entries.flatMap(({ id: entryId, lines }) =>
    lines.flatMap(({ reservationId, amount }, i) =>
      reservationId === null ? [] : [{ entryId, line: i + 1, reservationId, amount }],
    ),
  );
  if (uses.length > 0) await store.insertUses(ctx, uses);
}

/** A reversal gives back to the reservations what its entry had spent of them; one that is over frees its line instead. */
export async function giveBack(ctx: Context, reversals: readonly NewEntry[]): Promise<void> {
  const spending = reversals.filter(({ lines }) => lines.some((line) => line.budgetLineId !== null));
  if (spending.length === 0) return;
  const by = new Map(spending.map((reversal) => [reversal.reversesId!, reversal.id]));
  const uses = await store.usesOf(ctx, [...by.keys()]);
  if (uses.length === 0) return;
  await store.lockReservations(ctx, [...new Set(uses.map((use) => use.reservationId))]);
  await store.insertUses(
    ctx,
    uses.map((use) => ({ ...use, entryId: by.get(use.entryId)!, amount: -use.amount })),
  );
}
