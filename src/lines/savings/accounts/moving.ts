import { AppError, newId, userOf, type Context } from '#kernel';
import { refuseSameHand } from '#engines/roster';
import { formatFen, type Day } from '#kernel/contract';
import type { AssociationRecord } from '../associations/store';
import { bookFigures, postChange, sourceOfAccount } from '../book';
import type { MovementKind, Reserve, Way } from '../terms';
import type { AccountRecord } from './store';
import * as movements from './store-movements';
import { waitingSum } from './store-queue';

export interface MoveAsked {
  readonly kind: MovementKind;
  readonly on: Day;
  readonly way: Way | null;
  /** What stands against it where no money comes or goes. */
  readonly against?: Reserve;
  readonly words: string;
  /** By how much the balance changes, and the debt of the loan. */
  readonly amount: bigint;
  readonly loan?: { readonly id: string; readonly amount: bigint };
}

/** Posts what changes of one saver and writes it on the account; the account is held by whoever calls. */
export async function move(
  ctx: Context,
  association: AssociationRecord,
  account: AccountRecord,
  asked: MoveAsked,
): Promise<{ movementId: string; entryId: string }> {
  const { kind, on, way, against, words, amount, loan } = asked;
  const id = newId();
  const loanAmount = loan?.amount ?? 0n;
  const head = { bookId: association.bookId, on, words, source: sourceOfAccount(account.id), key: `savings:${id}` };
  const entryId = await postChange(ctx, head, {
    ...{ personId: account.personId, amount, loanAmount, way: against ?? way },
  });
  const { accountId: byId, name: byName } = userOf(ctx);
  await movements.insertMovements(ctx, { on, way, workId: null, words, byId, byName }, [
    { id, accountId: account.id, kind, amount, loanId: loan?.id ?? null, loanAmount, entryId },
  ]);
  return { movementId: id, entryId };
}

/** Who opened an account takes and pays no money for it: books and cash are two people's. Refuses: roster.same_hand. */
export async function refuseKeeper(ctx: Context, account: AccountRecord): Promise<void> {
  if (account.decidedBy !== null) await refuseSameHand(ctx, account.decidedBy);
}

/** Refuses: a day on which, or after which, the balance would have been below nothing (savings.balance_then). */
export async function refuseBelowThen(ctx: Context, account: AccountRecord, on: Day, amount: bigint): Promise<void> {
  const lowest = await movements.lowestFrom(ctx, account.id, on);
  if (lowest < amount) throw new AppError('savings.balance_then', { day: on, balance: formatFen(lowest) });
}

export interface Paying {
  readonly amount: bigint;
  readonly way: Way;
  /** Which of the withdrawals that wait come first: all, those before this one, or none. */
  readonly after: 'all' | 'none' | { readonly queuedId: string };
}

/**
 * Refuses: more than there is in cash or at the bank today, when what others asked for before is set aside
 * (savings.cash_short). Whoever asks holds the association, as `accountFor` does: nobody else pays out of the same money until the
 * act is over.
 */
export async function refuseCashShort(
  ctx: Context,
  association: AssociationRecord,
  { amount, way, after }: Paying,
): Promise<void> {
  const figures = await bookFigures(ctx, association.bookId, ctx.clock.today());
  const before = typeof after === 'string' ? null : after.queuedId;
  const ahead = after === 'none' ? 0n : await waitingSum(ctx, association.id, before);
  const other = way === 'cash' ? figures.bank : figures.cash;
  const covered = other > 0n ? other : 0n;
  // What waits may be paid from either; of this one only what the other can't cover is set aside.
  const free = figures[way] - (ahead > covered ? ahead - covered : 0n);
  if (amount > free)
    throw new AppError('savings.cash_short', { free: formatFen(free > 0n ? free : 0n), waiting: formatFen(ahead) });
}
