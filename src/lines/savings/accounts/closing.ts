import { AppError, audit, type Context } from '#kernel';
import { moveEnrolment } from '#engines/roster';
import { formatFen, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { openLoan, pendingLoan } from '../loans/store';
import { accountFor, refuseDayAhead, refuseNotOpen } from '../policy';
import { closingOf } from '../rules';
import { saverScheme } from '../scheme';
import type * as contract from './contract';
import { wordsOr } from './money';
import { move, refuseBelowThen, refuseCashShort, refuseKeeper } from './moving';
import { accountSubject } from './opening';
import * as store from './store';
import { endWithdrawal, waitingOf } from './store-queue';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;

/** Refuses: an account that isn't in reach or isn't open. */
export async function previewClosing(
  ctx: Context,
  id: string,
): Promise<EndpointResponse<typeof contract.previewClosing>> {
  const { account } = await accountFor(ctx, id, 'savings.account.read');
  refuseNotOpen(account);
  const { balance, debt } = account;
  return { balance, debt, ...closingOf(balance, debt) };
}

/**
 * Sets the loan off against the balance and pays the rest at once: a saver who leaves waits for nobody. Refuses: an account that
 * isn't in reach or isn't open; a day that has not come, or is before the account's first; who opened the account
 * (roster.same_hand); a debt that the balance doesn't cover, unless it was declared hopeless (savings.debt_left); a loan that is asked for or approved
 * (savings.loan_pending); more than there is in cash or at the bank.
 */
export async function closeAccount(
  ctx: Context,
  id: string,
  { on, way, closing, words }: Body<typeof contract.closeAccount>,
): Promise<Record<string, never>> {
  refuseDayAhead(ctx, on);
  const { account, association } = await accountFor(ctx, id, 'savings.account.pay');
  refuseNotOpen(account, on);
  await refuseKeeper(ctx, account);
  const { setOff, paidOut, debtLeft } = closingOf(account.balance, account.debt);
  const loan = await openLoan(ctx, account.id);
  if (debtLeft > 0n && loan?.state !== 'hopeless')
    throw new AppError('savings.debt_left', { debt: formatFen(debtLeft) });
  if (loan === null && (await pendingLoan(ctx, account.id, null)) !== null) throw new AppError('savings.loan_pending');
  await refuseBelowThen(ctx, account, on, account.balance);
  if (setOff > 0n)
    await move(ctx, association, account, {
      ...{ kind: 'set_off', on, way: null, words: wordsOr('', 'set_off'), amount: -setOff },
      loan: { id: loan!.id, amount: -setOff },
    });
  if (paidOut > 0n) {
    await refuseCashShort(ctx, association, { amount: paidOut, way, after: 'none' });
    const said = wordsOr(words, 'closing');
    await move(ctx, association, account, { kind: 'closing', on, way, words: said, amount: -paidOut });
  }
  const queued = await waitingOf(ctx, id);
  if (queued !== null) await endWithdrawal(ctx, queued.id, 'taken_back');
  await store.closeRow(ctx, id, { on, closing });
  await moveEnrolment(ctx, saverScheme, {
    ...{ personId: account.personId, to: 'closed', from: on, reason: '', source: accountSubject(id) },
  });
  audit(ctx, {
    action: 'savings.closeAccount',
    subject: accountSubject(id),
    details: { amount: paidOut.toString(), day: on },
  });
  return {};
}
