import { AppError, userOf, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { bookAccounts } from '#engines/ledger';
import { refuseSameHand } from '#engines/roster';
import { bookFor } from '../policy';
import { postFromClaim } from '../vouchers/from-claim';
import { giveUpFor, reserveFor } from './budget';
import type * as contract from './contract';
import type { ClaimWhole } from './contract';
import { refuseClaimant } from './check';
import { refuseStale, step } from './own';
import { claimFor } from './policy';
import * as store from './store';

type Input<E> = EndpointInput<E>;

/**
 * The chair's word. What is approved is held reserved of its budget line; until it is paid, the approval can be taken back. One whose
 * payment was taken back in red is approved to be paid again, given back to be corrected, or closed. Refuses:
 * claimant and checker (roster.same_hand), a claim past this step, more than is free of a line that stops. One that is given back
 * or refused stands in nobody's way any more, and holds nothing.
 */
export async function decideClaim(
  ctx: Context,
  { params, body }: Input<typeof contract.decideClaim>,
): Promise<ClaimWhole> {
  const claim = await claimFor(ctx, params.id, 'finance.claim.approve', 'lock');
  const { verdict, version, note } = body;
  refuseStale(claim, version, verdict === 'approve' ? ['checked', 'reversed'] : ['checked', 'approved', 'reversed']);
  await refuseClaimant(ctx, claim);
  await refuseSameHand(ctx, claim.checkedBy!);
  if (verdict === 'approve') {
    const reservationId = await reserveFor(ctx, claim);
    return step(ctx, claim, { state: 'approved', approvedBy: userOf(ctx).accountId, reservationId }, 'approved', {
      note,
    });
  }
  await store.releasePayees(ctx, claim.id);
  await giveUpFor(ctx, claim, note);
  if (verdict === 'refuse') return step(ctx, claim, { state: 'refused', reservationId: null }, 'refused', { note });
  const unborne = { bookId: null, account: null, budgetLineId: null, reservationId: null };
  const unchecked = { ...unborne, checkedBy: null, approvedBy: null, findings: [], checkNote: '' };
  return step(ctx, claim, { ...unchecked, state: 'returned' }, 'returned', { note });
}

/**
 * Pays from cash or bank and posts it in the same moment, as a voucher with the hands of all. Refuses: claimant, checker and approver
 * (roster.same_hand); an account that holds no money (finance.account_no_money); a day before the money was spent; what the
 * ledger refuses.
 */
export async function payClaim(ctx: Context, { params, body }: Input<typeof contract.payClaim>): Promise<ClaimWhole> {
  const claim = await claimFor(ctx, params.id, 'finance.claim.pay', 'lock');
  refuseStale(claim, body.version, ['approved']);
  await refuseClaimant(ctx, claim);
  await refuseSameHand(ctx, claim.checkedBy!);
  await refuseSameHand(ctx, claim.approvedBy!);
  const book = await bookFor(ctx, claim.bookId!, 'finance.claim.pay');
  const account = (await bookAccounts(ctx, [book.id])).find((one) => one.code === body.account);
  if (account === undefined || account.money === null || account.isSummary)
    throw new AppError('finance.account_no_money', { account: body.account });
  if (body.on < claim.spentOn) throw new AppError('finance.paid_before_spent', { day: claim.spentOn });
  const paidBy = userOf(ctx).accountId;
  const voucherId = await postFromClaim(ctx, {
    ...{ book, on: body.on, words: claim.words, amount: claim.amount, expense: claim.account!, money: body.account },
    ...{ budgetLineId: claim.budgetLineId, reservationId: claim.reservationId },
    hands: { enteredBy: claim.checkedBy!, reviewedBy: claim.approvedBy!, paidBy },
    fileIds: await store.filesOf(ctx, claim.id),
  });
  return step(ctx, claim, { state: 'paid', paidBy, voucherId }, 'paid', { voucherId });
}
