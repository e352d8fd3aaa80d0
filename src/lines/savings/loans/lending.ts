import { AppError, audit, notFound, notify, userOf, yuanText, type Context } from '#kernel';
import { accountsOfPeople, refuseSameHand } from '#engines/roster';
import { formatFen, type EndpointInput } from '#kernel/contract';
import { loanRulesOn, wordsOr } from '../accounts/money';
import { move, refuseCashShort, refuseKeeper } from '../accounts/moving';
import { accountSubject } from '../accounts/opening';
import type { AccountRecord } from '../accounts/store';
import type { AssociationRecord } from '../associations/store';
import { accountFor, refuseDayAhead, refuseNotOpen, refuseSum } from '../policy';
import { repaymentPlan } from '../rules';
import { refuseOverLimit } from './asking';
import type * as contract from './contract';
import * as store from './store';
import type { LoanRecord } from './store';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;

interface LoanInHand {
  readonly loan: LoanRecord;
  readonly account: AccountRecord;
  readonly association: AssociationRecord;
}

/** A loan with its account, both held. Refuses: one that isn't in reach. */
export async function loanFor(
  ctx: Context,
  id: string,
  permission: 'savings.association.decide' | 'savings.account.pay' | 'savings.account.write',
): Promise<LoanInHand> {
  const found = await store.loanById(ctx, id, 'read');
  if (found === null) throw notFound();
  const inHand = await accountFor(ctx, found.accountId, permission);
  return { ...inHand, loan: (await store.loanById(ctx, id, 'lock'))! };
}

/** Nobody decides for himself or for whom he answers. Refuses: borrower and guarantors (savings.loan_own_hand). */
export async function refuseInvolved(ctx: Context, loan: LoanRecord): Promise<void> {
  const own = userOf(ctx).personId;
  const guarantors = await store.guarantorsOf(ctx, loan.id);
  if (own !== null && (own === loan.personId || guarantors.some((one) => one.personId === own)))
    throw new AppError('savings.loan_own_hand');
}

/**
 * Refuses: a loan that isn't in reach or to which not all guarantors have agreed (savings.loan_not_agreed); who asks for it or
 * answers for it (savings.loan_own_hand), who entered it (roster.same_hand); more than may be lent on the balance of now.
 */
export async function decideLoan(
  ctx: Context,
  id: string,
  { isGranted, words }: Body<typeof contract.decideLoan>,
): Promise<Record<string, never>> {
  const { loan, account } = await loanFor(ctx, id, 'savings.association.decide');
  const mayStand = isGranted ? loan.state === 'agreed' : loan.state === 'agreed' || loan.state === 'asked';
  if (!mayStand) throw new AppError('savings.loan_not_agreed');
  await refuseInvolved(ctx, loan);
  await refuseSameHand(ctx, loan.askedBy);
  if (isGranted) refuseOverLimit(account.balance, loan.amount, (await loanRulesOn(ctx)).value);
  await store.decide(ctx, id, isGranted ? { state: 'approved', refusal: null } : { state: 'refused', refusal: words });
  await notify(ctx, {
    to: [...(await accountsOfPeople(ctx, [loan.personId])).values()],
    kind: 'savings.loan_decided',
    params: { amount: yuanText(loan.amount) },
    link: { phone: '/savings' },
    key: `savings.decided:${id}`,
  });
  audit(ctx, { action: 'savings.decideLoan', subject: accountSubject(account.id), details: { isGranted } });
  return {};
}

/**
 * Pays a loan out. Refuses: one that isn't in reach or was not approved (savings.loan_not_approved); a day that has not come or
 * is before the account's first; who opened the account or approved the loan (roster.same_hand); more than there is when all
 * withdrawals that wait are set aside (savings.cash_short).
 */
export async function payLoan(
  ctx: Context,
  id: string,
  { on, way }: Body<typeof contract.payLoan>,
): Promise<Record<string, never>> {
  refuseDayAhead(ctx, on);
  const { loan, account, association } = await loanFor(ctx, id, 'savings.account.pay');
  if (loan.state !== 'approved') throw new AppError('savings.loan_not_approved');
  refuseNotOpen(account, on);
  await refuseKeeper(ctx, account);
  if (loan.decidedBy !== null) await refuseSameHand(ctx, loan.decidedBy);
  await refuseCashShort(ctx, association, { amount: loan.amount, way, after: 'all' });
  await store.planLoan(ctx, id, on, repaymentPlan(loan.amount, loan.instalments, on));
  await move(ctx, association, account, {
    ...{ kind: 'payout', on, way, words: wordsOr('', 'payout'), amount: 0n },
    loan: { id, amount: loan.amount },
  });
  audit(ctx, {
    action: 'savings.payLoan',
    subject: accountSubject(account.id),
    details: { amount: loan.amount.toString(), day: on },
  });
  return {};
}

/**
 * Refuses: a loan that isn't in reach or isn't open (savings.loan_not_open); a sum that is no sum of money or more than is owed
 * (savings.loan_over_debt); a day that has not come or is before the loan was paid; who opened the account.
 */
export async function repayLoan(
  ctx: Context,
  id: string,
  { amount, on, way, words }: Body<typeof contract.repayLoan>,
): Promise<{ movementId: string; entryId: string; owed: bigint }> {
  refuseSum(amount);
  refuseDayAhead(ctx, on);
  const { loan, account, association } = await loanFor(ctx, id, 'savings.account.pay');
  if (loan.state !== 'open' && loan.state !== 'hopeless') throw new AppError('savings.loan_not_open');
  if (on < loan.paidOn!) throw new AppError('savings.day_before_account', { day: loan.paidOn });
  if (amount > loan.owed) throw new AppError('savings.loan_over_debt', { owed: formatFen(loan.owed) });
  await refuseKeeper(ctx, account);
  const moved = await move(ctx, association, account, {
    ...{ kind: 'repayment', on, way, words: wordsOr(words, 'repayment'), amount: 0n },
    loan: { id, amount: -amount },
  });
  audit(ctx, {
    action: 'savings.repayLoan',
    subject: accountSubject(account.id),
    details: { amount: amount.toString(), day: on },
  });
  return { ...moved, owed: loan.owed - amount };
}
