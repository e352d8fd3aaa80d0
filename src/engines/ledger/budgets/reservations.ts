import { AppError, assert, audit, notFound, text, type Context } from '#kernel';
import { formatFen, type Day, MOST_FEN } from '#kernel/contract';
import { answerTo, boundsOf, freeOf, stateOf, takesAccount } from './rules';
import type { Answer, BreachAct, LineFigures, LineState } from './rules';
import type { LineRecord } from './rows';
import { budgetsOfYear } from './store';
import * as store from './store-lines';

/** An amount that was accepted although it passes what its line allows, in the reader's words. */
export interface BudgetWarning {
  readonly verdict: 'warn' | 'note';
  readonly excess: bigint;
  readonly words: string;
}

export interface NewReservation {
  readonly lineId: string;
  readonly amount: bigint;
  /** The record that was approved: `finance.claim:<id>`. */
  readonly source: string;
  /** Whoever may come twice with the same says by it that it is the same. */
  readonly key: string;
  readonly words: string;
  /** The last day on which it can be spent. */
  readonly expiresOn: Day;
}

/** What a line says to an amount, in the reader's language; empty where it fits. */
export function breachWords(ctx: Context, line: LineRecord, { verdict, excess }: Answer): string {
  if (verdict === 'fits') return '';
  const params = { line: line.name, excess: formatFen(excess) };
  return text(ctx.language, `ledger:budgets.breach.${verdict}`, params);
}

export function exceeded(line: LineRecord, amount: bigint, free: bigint): AppError {
  return new AppError('ledger.budget_exceeded', {
    ...{ line: line.name, amount: formatFen(amount) },
    free: formatFen(free > 0n ? free : 0n),
  });
}

/**
 * Reserves a part of a line for what was approved: from this moment others can reserve so much less. Whoever calls has judged
 * the rights. The same key with the same content answers the reservation that stands.
 *
 * Refuses: a line that isn't there, or is closed (ledger.budget_line_closed); an amount that is not above zero
 * (ledger.reservation_amount); a last day that is over (ledger.reservation_expiry); more than is free of a line that stops
 * (ledger.budget_exceeded); a key under which something else stands (ledger.key_reused).
 */
export async function reserveBudget(
  ctx: Context,
  reservation: NewReservation,
): Promise<{ id: string; warnings: BudgetWarning[] }> {
  const { lineId, amount, key, expiresOn } = reservation;
  assert(reservation.source !== '' && key !== '', 'a reservation names its source and its key');
  if (amount <= 0n || amount > MOST_FEN) throw new AppError('ledger.reservation_amount');
  if (expiresOn < ctx.clock.today()) throw new AppError('ledger.reservation_expiry', { day: expiresOn });
  const line = (await store.lockLines(ctx, [lineId])).get(lineId);
  if (line === undefined) throw notFound();
  const earlier = await earlierUnder(ctx, reservation);
  if (earlier !== null) return { id: earlier, warnings: [] };
  if (line.isClosed) throw new AppError('ledger.budget_line_closed', { line: line.name });
  const free = freeOf(boundsOf(line.target), (await store.figuresOf(ctx, [line])).get(lineId)!);
  const answer = answerTo(amount, free, line.onBreach);
  if (answer.verdict === 'stop') throw exceeded(line, amount, free!);
  const id = await store.insertReservation(ctx, reservation);
  // Under the same key for another line, by somebody who came in between.
  if (id === null) throw new AppError('ledger.key_reused');
  audit(ctx, {
    action: 'ledger.reserveBudget',
    subject: `budget_line:${lineId}`,
    details: { reservationId: id, source: reservation.source, excess: answer.excess.toString() },
  });
  const { verdict, excess } = answer;
  return {
    id,
    warnings: verdict === 'fits' ? [] : [{ verdict, excess, words: breachWords(ctx, line, answer) }],
  };
}

async function earlierUnder(ctx: Context, wanted: NewReservation): Promise<string | null> {
  const earlier = await store.reservationByKey(ctx, wanted.key);
  if (earlier === null) return null;
  const { lineId, amount, source, words, expiresOn } = earlier;
  const isSame =
    lineId === wanted.lineId &&
    amount === wanted.amount &&
    source === wanted.source &&
    words === wanted.words &&
    expiresOn === wanted.expiresOn;
  if (!isSame) throw new AppError('ledger.key_reused');
  return earlier.id;
}

/**
 * Gives back what a reservation still holds; what it has spent stays spent. Whoever calls has judged the rights. Refuses: a
 * reservation that isn't there, or that was released or has expired (ledger.reservation_closed).
 */
export async function releaseReservation(ctx: Context, id: string, reason = ''): Promise<void> {
  const reservation = (await store.lockReservations(ctx, [id])).get(id);
  if (reservation === undefined) throw notFound();
  if (reservation.state !== 'open') throw new AppError('ledger.reservation_closed', { words: reservation.words });
  await store.endReservation(ctx, id, reason);
  const details = { reservationId: id, source: reservation.source };
  audit(ctx, { action: 'ledger.releaseReservation', subject: `budget_line:${reservation.lineId}`, details });
}

/** The same for whoever gives up what was approved: a reservation that is over already is left as it is. */
export async function giveUpReservation(ctx: Context, id: string, reason = ''): Promise<void> {
  const state = (await store.lockReservations(ctx, [id])).get(id)?.state;
  if (state === 'open') await releaseReservation(ctx, id, reason);
}

/** The daily job: what nobody has spent until its last day is free again. */
export async function expireReservations(ctx: Context): Promise<number> {
  const ids = await store.expireReservations(ctx, ctx.clock.today());
  if (ids.length > 0) audit(ctx, { action: 'ledger.expireReservations', details: { count: ids.length } });
  return ids.length;
}

export interface BudgetState extends LineFigures {
  readonly name: string;
  readonly ceiling: bigint | null;
  readonly floor: bigint | null;
  /** Of “about 30,000”: the amount, and the two ends within which it is kept. */
  readonly band: { readonly about: bigint; readonly from: bigint; readonly to: bigint } | null;
  readonly free: bigint | null;
  readonly state: LineState;
}

/** How lines stand now. Lines that aren't there are left out. */
export async function budgetState(ctx: Context, lineIds: readonly string[]): Promise<ReadonlyMap<string, BudgetState>> {
  const lines = [...(await store.linesById(ctx, lineIds)).values()];
  const figures = await store.figuresOf(ctx, lines);
  return new Map(
    lines.map(({ id, name, target }) => {
      const bounds = boundsOf(target);
      const own = figures.get(id)!;
      const state: BudgetState = {
        ...{ name, ...own },
        ceiling: 'ceiling' in target ? target.ceiling : null,
        floor: 'floor' in target ? target.floor : null,
        band: target.kind === 'band' ? { about: target.about, from: bounds.least!, to: bounds.most! } : null,
        free: freeOf(bounds, own),
        state: stateOf(bounds, own),
      };
      return [id, state];
    }),
  );
}

/** What a line says to an amount before it is reserved. Refuses: a line that isn't there. */
export async function checkBudget(
  ctx: Context,
  lineId: string,
  amount: bigint,
): Promise<Answer & { name: string; free: bigint | null; state: LineState; words: string }> {
  const line = (await store.linesById(ctx, [lineId])).get(lineId);
  if (line === undefined) throw notFound();
  const figures = (await store.figuresOf(ctx, [line])).get(lineId)!;
  const bounds = boundsOf(line.target);
  const free = freeOf(bounds, figures);
  const answer = answerTo(amount, free, line.onBreach);
  const state = stateOf(bounds, { spent: figures.spent, reserved: figures.reserved + amount });
  return { ...answer, name: line.name, free, state, words: breachWords(ctx, line, answer) };
}

/** The lines of a book's budget of a year that take postings; empty where none is in force. For pages on which one is chosen. */
export async function budgetLinesOf(
  ctx: Context,
  budgetIds: readonly string[],
): Promise<readonly Pick<LineRecord, 'id' | 'budgetId' | 'name' | 'accounts'>[]> {
  const lines = await store.linesOf(ctx, budgetIds);
  return lines.filter((line) => !line.isClosed);
}

/** An open line of a book's budget as whoever types an amount needs it. */
export interface OpenBudgetLine {
  readonly id: string;
  readonly name: string;
  readonly accounts: readonly string[];
  readonly onBreach: BreachAct;
  /** What may still be reserved or spent; null where nothing limits the line. */
  readonly free: bigint | null;
}

/** The open lines of a book's budget of a year, in their order; none where no budget is in force. */
export async function openBudgetLines(ctx: Context, bookId: string, year: number): Promise<OpenBudgetLine[]> {
  const lines = await store.openLinesOf(ctx, bookId, year);
  const figures = await store.figuresOf(ctx, lines);
  return lines.map(({ id, name, accounts, onBreach, target }) => ({
    ...{ id, name, accounts, onBreach },
    free: freeOf(boundsOf(target), figures.get(id)!),
  }));
}

/** The lines of a book's budget of a year that take postings on one of the accounts, for whoever is to choose one of them. */
export async function budgetLinesFor(
  ctx: Context,
  { bookId, year, accounts }: { bookId: string; year: number; accounts: readonly string[] },
): Promise<readonly Pick<LineRecord, 'id' | 'name'>[]> {
  const lines = await budgetLinesOf(ctx, [...(await budgetsOfYear(ctx, [bookId], year)).values()]);
  return lines.filter((line) => accounts.some((account) => takesAccount(line.accounts, account)));
}
