import { AppError, audit, notFound, parameterOn, userOf, type Context } from '#kernel';
import { reverseEntry } from '#engines/ledger';
import { formatFen, type EndpointInput } from '#kernel/contract';
import { afterUndo, refuseLoanUndo } from '../loans/taking-back';
import { loanRulesShape, type LoanRules } from '../parameter-contract';
import { accountFor, refuseDayAhead, refuseNotOpen, refuseSum } from '../policy';
import { fenOfYuan, withdrawable } from '../rules';
import type * as contract from './contract';
import { move, refuseBelowThen, refuseCashShort, refuseKeeper } from './moving';
import { accountSubject, limitsOn } from './opening';
import type { AccountRecord } from './store';
import * as movements from './store-movements';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;
type Moved = { movementId: string; entryId: string };

/** What an entry says where nobody has said anything else; the books are kept in Chinese. */
const usualWords = {
  deposit: '存入储金',
  withdrawal: '支取储金',
  payout: '发放会员借款',
  repayment: '归还会员借款',
  set_off: '储金抵借款',
  closing: '销户结清储金',
  write_off: '核销会员借款呆账',
} as const;

export const wordsOr = (words: string, kind: keyof typeof usualWords): string =>
  words === '' ? usualWords[kind] : words;

/**
 * Refuses: an account that isn't in reach or isn't open; a sum that is no sum of money; a day that has not come or is before the
 * account's first; who opened the account (roster.same_hand); more than an account may hold (savings.over_cap).
 */
export async function addDeposit(ctx: Context, id: string, body: Body<typeof contract.addDeposit>): Promise<Moved> {
  const { amount, on, way, words } = body;
  refuseSum(amount);
  refuseDayAhead(ctx, on);
  const { account, association } = await accountFor(ctx, id, 'savings.account.pay');
  refuseNotOpen(account, on);
  await refuseKeeper(ctx, account);
  const cap = fenOfYuan((await limitsOn(ctx)).mostBalanceYuan);
  if (account.balance + amount > cap)
    throw new AppError('savings.over_cap', { cap: formatFen(cap), balance: formatFen(account.balance) });
  const said = wordsOr(words, 'deposit');
  const moved = await move(ctx, association, account, { kind: 'deposit', on, way, words: said, amount });
  audit(ctx, {
    action: 'savings.addDeposit',
    subject: accountSubject(id),
    details: { amount: amount.toString(), day: on },
  });
  return moved;
}

export async function loanRulesOn(ctx: Context): Promise<{ id: string; value: LoanRules }> {
  return parameterOn<LoanRules>(ctx, loanRulesShape.key, ctx.clock.today());
}

/** Refuses: more than there is (savings.over_balance), or than the rule keeps for the own loan (savings.held_for_loan). */
export async function refuseBeyond(ctx: Context, account: AccountRecord, amount: bigint): Promise<void> {
  const { balance, debt } = account;
  if (amount > balance) throw new AppError('savings.over_balance', { balance: formatFen(balance) });
  const most = withdrawable(balance, debt, (await loanRulesOn(ctx)).value.heldPercent);
  if (amount > most) throw new AppError('savings.held_for_loan', { most: formatFen(most) });
}

/**
 * Pays a withdrawal. Refuses: as a deposit; more than there is, or is kept for the loan; a day on which there was less
 * (savings.balance_then); more than there is in cash or at the bank (savings.cash_short).
 */
export async function payWithdrawal(
  ctx: Context,
  id: string,
  body: Body<typeof contract.payWithdrawal>,
  queuedId: string | null = null,
): Promise<Moved> {
  const { amount, on, way, words } = body;
  refuseSum(amount);
  refuseDayAhead(ctx, on);
  const { account, association } = await accountFor(ctx, id, 'savings.account.pay');
  refuseNotOpen(account, on);
  await refuseKeeper(ctx, account);
  await refuseBeyond(ctx, account, amount);
  await refuseBelowThen(ctx, account, on, amount);
  await refuseCashShort(ctx, association, { amount, way, after: queuedId === null ? 'all' : { queuedId } });
  const said = wordsOr(words, 'withdrawal');
  const moved = await move(ctx, association, account, { kind: 'withdrawal', on, way, words: said, amount: -amount });
  audit(ctx, {
    action: 'savings.payWithdrawal',
    subject: accountSubject(id),
    details: { amount: amount.toString(), day: on },
  });
  return moved;
}

const undoable = ['deposit', 'withdrawal', 'payout', 'repayment', 'write_off'] as const;

/**
 * Takes one movement back. Refuses: one that isn't in reach, is taken back (savings.undone_already), came with a list, a sharing
 * or a closing (savings.undone_elsewhere); an account that is closed; money that was used since (savings.money_used).
 */
export async function undoMovement(
  ctx: Context,
  id: string,
  { reason }: { reason: string },
): Promise<Record<string, never>> {
  const found = await movements.movementById(ctx, id);
  if (found === null) throw notFound();
  const { account } = await accountFor(ctx, found.accountId, 'savings.account.pay');
  // Read again under the lock: who comes second finds it taken back.
  const movement = (await movements.movementById(ctx, id))!;
  if (movement.isUndone) throw new AppError('savings.undone_already');
  if (movement.workId !== null || !undoable.some((kind) => kind === movement.kind))
    throw new AppError('savings.undone_elsewhere');
  refuseNotOpen(account);
  if (account.balance < movement.amount) throw new AppError('savings.money_used', { count: 1 });
  await refuseLoanUndo(ctx, movement);
  const { accountId: byId, name: byName } = userOf(ctx);
  await takeBack(ctx, [movement], { reason, byId, byName });
  await reverseEntry(ctx, movement.entryId, { reason });
  await afterUndo(ctx, movement);
  audit(ctx, { action: 'savings.undoMovement', subject: accountSubject(account.id) });
  return {};
}

/** Writes the contrary of movements, today, each beside the entry that whoever calls takes back. */
export async function takeBack(
  ctx: Context,
  rows: readonly movements.MovementRecord[],
  { reason, byId, byName }: { reason: string; byId: string; byName: string },
): Promise<void> {
  const head = { on: ctx.clock.today(), way: null, words: reason, byId, byName };
  for (const workId of new Set(rows.map((row) => row.workId)))
    await movements.insertMovements(
      ctx,
      { ...head, workId },
      rows
        .filter((row) => row.workId === workId)
        .map(({ id, accountId, amount, loanId, loanAmount, entryId }) => ({
          ...{
            accountId,
            kind: 'correction',
            amount: -amount,
            loanId,
            loanAmount: -loanAmount,
            entryId,
            reversesId: id,
          },
        })),
    );
}
