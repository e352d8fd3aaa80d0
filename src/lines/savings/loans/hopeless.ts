import { AppError, audit, notify, yuanText, type Context } from '#kernel';
import { accountsOfPeople, accountsWhoMay, refuseSameHand } from '#engines/roster';
import { formatFen, type EndpointInput } from '#kernel/contract';
import { wordsOr } from '../accounts/money';
import { move } from '../accounts/moving';
import { accountSubject } from '../accounts/opening';
import { bookFigures } from '../book';
import { refuseDayAhead, refuseSum } from '../policy';
import type * as contract from './contract';
import { loanFor, refuseInvolved } from './lending';
import * as store from './store';
import * as hopeless from './store-hopeless';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;

/**
 * Says that a debt won't be repaid; somebody else decides. Refuses: a loan that isn't in reach or isn't being repaid
 * (savings.loan_not_open); who borrowed or answers for it (savings.loan_own_hand); one of which it was said already
 * (savings.hopeless_stands).
 */
export async function proposeHopeless(
  ctx: Context,
  id: string,
  { reason }: Body<typeof contract.proposeHopeless>,
): Promise<Record<string, never>> {
  const { loan, account, association } = await loanFor(ctx, id, 'savings.account.write');
  if (loan.state === 'hopeless') throw new AppError('savings.hopeless_stands');
  if (loan.state !== 'open') throw new AppError('savings.loan_not_open');
  await refuseInvolved(ctx, loan);
  if (!(await hopeless.insertHopeless(ctx, { loanId: id, reason, owed: loan.owed })))
    throw new AppError('savings.hopeless_stands');
  await notify(ctx, {
    to: await accountsWhoMay(ctx, 'savings.association.decide', association.unitPath),
    kind: 'savings.hopeless_to_decide',
    params: { amount: yuanText(loan.owed) },
    link: { desktop: '/savings/loans?which=hopeless' },
    key: `savings.hopeless:${id}:${ctx.requestId}`,
  });
  audit(ctx, {
    action: 'savings.proposeHopeless',
    subject: accountSubject(account.id),
    details: { amount: loan.owed.toString() },
  });
  return {};
}

/**
 * Declares a debt hopeless, or refuses to with the reason; borrower and guarantors are told what was declared. Refuses: a loan
 * that isn't in reach or of which nobody says so (savings.hopeless_not_proposed), or that was repaid meanwhile
 * (savings.loan_not_open); who borrowed or answers for it; who proposed it (roster.same_hand).
 */
export async function decideHopeless(
  ctx: Context,
  id: string,
  { isGranted, words }: Body<typeof contract.decideHopeless>,
): Promise<Record<string, never>> {
  const { loan, account } = await loanFor(ctx, id, 'savings.association.decide');
  const said = await hopeless.hopelessOf(ctx, id);
  if (said?.state !== 'proposed') throw new AppError('savings.hopeless_not_proposed');
  if (isGranted && loan.state !== 'open') throw new AppError('savings.loan_not_open');
  await refuseInvolved(ctx, loan);
  await refuseSameHand(ctx, said.proposedBy);
  await hopeless.decideHopeless(ctx, said.id, isGranted ? null : words);
  if (isGranted) {
    const guarantors = (await store.guarantorsOf(ctx, id)).filter((one) => one.answer === 'agreed');
    const told = [loan.personId, ...guarantors.map((one) => one.personId)];
    await notify(ctx, {
      to: [...(await accountsOfPeople(ctx, told)).values()],
      kind: 'savings.loan_hopeless',
      params: { amount: yuanText(loan.owed) },
      link: { phone: '/savings' },
      key: `savings.hopeless_declared:${said.id}`,
    });
  }
  audit(ctx, { action: 'savings.decideHopeless', subject: accountSubject(account.id), details: { isGranted } });
  return {};
}

/**
 * Writes a debt off that was declared hopeless, wholly or in part, against what was set aside for it (an approved transfer from a
 * relief book is received there) or what was earned. Refuses: a loan that isn't in reach or wasn't declared
 * (savings.loan_not_hopeless); a sum that is no sum of money or more than is owed; a day that has not come or is before the loan
 * was paid; who borrowed or answers for it; a borrower who has savings that can be set off (savings.set_off_first); more than
 * there is to write off against, on the day and now (savings.reserve_short).
 */
export async function writeOffLoan(
  ctx: Context,
  id: string,
  { amount, on, against, words }: Body<typeof contract.writeOffLoan>,
): Promise<{ owed: bigint }> {
  refuseSum(amount);
  refuseDayAhead(ctx, on);
  const { loan, account, association } = await loanFor(ctx, id, 'savings.account.write');
  if (loan.state !== 'hopeless') throw new AppError('savings.loan_not_hopeless');
  if (on < loan.paidOn!) throw new AppError('savings.day_before_account', { day: loan.paidOn });
  await refuseInvolved(ctx, loan);
  if (amount > loan.owed) throw new AppError('savings.loan_over_debt', { owed: formatFen(loan.owed) });
  if (account.balance > 0n) throw new AppError('savings.set_off_first', { balance: formatFen(account.balance) });
  for (const day of [on, ctx.clock.today()]) {
    const free = (await bookFigures(ctx, association.bookId, day))[against];
    if (amount > free) throw new AppError('savings.reserve_short', { free: formatFen(free > 0n ? free : 0n) });
  }
  await move(ctx, association, account, {
    ...{ kind: 'write_off', on, way: null, against, words: wordsOr(words, 'write_off'), amount: 0n },
    loan: { id, amount: -amount },
  });
  audit(ctx, {
    action: 'savings.writeOffLoan',
    subject: accountSubject(account.id),
    details: { amount: amount.toString(), day: on, against },
  });
  return { owed: loan.owed - amount };
}
