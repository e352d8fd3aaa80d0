import { AppError, may, notFound, type Context } from '#kernel';
import { formatFen } from '#kernel/contract';
import {
  answerTo,
  checkBudget,
  giveUpReservation,
  openBudgetLines,
  reserveBudget,
  takesAccount,
  type OpenBudgetLine,
} from '#engines/ledger';
import type { ClaimWhole } from './contract';
import type { ClaimRecord } from './store';

/** The year whose budget bears what is paid now. */
const yearOf = (ctx: Context): number => Number(ctx.clock.today().slice(0, 4));

/** The open lines of this year's budget of a book. */
export const linesNow = (ctx: Context, bookId: string): Promise<OpenBudgetLine[]> =>
  openBudgetLines(ctx, bookId, yearOf(ctx));

interface Borne {
  readonly bookId: string;
  readonly account: string;
  readonly budgetLineId: string | null;
}

/**
 * Refuses: no line where the budget has one that names the account (finance.budget_line_missing); a line that the book's budget of this
 * year doesn't have, or that doesn't take the account; more than is free of a line that stops (ledger.budget_exceeded).
 */
export async function refuseBudgetLine(ctx: Context, amount: bigint, borne: Borne): Promise<void> {
  const { bookId, account, budgetLineId } = borne;
  const lines = await linesNow(ctx, bookId);
  if (budgetLineId === null) {
    if (lines.some(({ accounts }) => accounts.length > 0 && takesAccount(accounts, account)))
      throw new AppError('finance.budget_line_missing', { account });
    return;
  }
  const line = lines.find(({ id }) => id === budgetLineId);
  if (line === undefined) throw notFound();
  const { name, free, onBreach } = line;
  if (!takesAccount(line.accounts, account)) throw new AppError('ledger.budget_account_unfit', { line: name, account });
  if (answerTo(amount, free, onBreach).verdict !== 'stop') return;
  const left = formatFen(free! > 0n ? free! : 0n);
  throw new AppError('ledger.budget_exceeded', { line: name, amount: formatFen(amount), free: left });
}

/**
 * Holds the claim's part of its line from its approval on, until the last day of the year. A claim that was given back and comes
 * again is another approval. Refuses: what `reserveBudget` refuses.
 */
export async function reserveFor(ctx: Context, claim: ClaimRecord): Promise<string | null> {
  const { id, version, budgetLineId: lineId, amount, words } = claim;
  if (lineId === null) return null;
  const source = `finance.claim:${id}`;
  const expiresOn = `${yearOf(ctx)}-12-31`;
  const reserved = await reserveBudget(ctx, { lineId, amount, source, key: `${source}:${version}`, words, expiresOn });
  return reserved.id;
}

/** Gives back what an approval held, if it still holds it. */
export async function giveUpFor(ctx: Context, { reservationId }: ClaimRecord, reason: string): Promise<void> {
  if (reservationId !== null) await giveUpReservation(ctx, reservationId, reason);
}

/** How the claim's line stands, with the claim's amount while nothing is reserved for it; for those at the desk only. */
export async function presentBudget(ctx: Context, claim: ClaimRecord): Promise<ClaimWhole['budget']> {
  const { budgetLineId, reservationId, amount, state, unitPath } = claim;
  if (budgetLineId === null || !may(ctx.user, 'finance.claim.read', unitPath)) return null;
  const isAsked = state === 'checked' || state === 'reversed';
  const { name, verdict, free, words } = await checkBudget(ctx, budgetLineId, isAsked ? amount : 0n);
  return { id: budgetLineId, name, free, words, verdict, isReserved: reservationId !== null && state === 'approved' };
}
