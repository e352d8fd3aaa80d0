import { notify, yuanText, type Context } from '#kernel';
import { accountsOfPeople, accountsWhoMay } from '#engines/roster';
import type { ClaimStep } from '../claims/contract';
import type { ClaimRecord } from '../claims/store';
import type { VoucherStep } from '../vouchers/contract';
import type { VoucherRecord } from '../vouchers/store';
import type { WorkKind } from './contract';
import { handFor } from './work';

/** Who is told of a step: those whose hand is next, and whoever has to know what became of the own paper. */

interface VoucherNews {
  readonly voucher: VoucherRecord;
  readonly amount: bigint;
  readonly step: VoucherStep;
  readonly needsCashier: boolean;
  readonly note: string;
}

/** Those whose hand a step asks for, without the hands that have been before. */
async function handsFor(ctx: Context, kind: WorkKind, unitPath: string, hands: readonly (string | null)[]) {
  return (await accountsWhoMay(ctx, handFor[kind], unitPath)).filter((account) => !hands.includes(account));
}

/** Tells whoever may take the voucher's next step; its writer, when it is given back or was taken back in red. */
export async function tellOfVoucher(ctx: Context, news: VoucherNews): Promise<void> {
  const { voucher, amount, step, needsCashier, note } = news;
  const { id, unitPath, words, enteredBy, reviewedBy } = voucher;
  const told = { params: { words, amount: yuanText(amount), note }, link: { desktop: `/finance/vouchers/${id}` } };
  const handsOf = (kind: WorkKind, ...hands: (string | null)[]) => handsFor(ctx, kind, unitPath, hands);
  if (step === 'submitted')
    await notify(ctx, { to: await handsOf('review', enteredBy), kind: 'finance.voucher_review', ...told });
  if (step === 'reviewed' && needsCashier)
    await notify(ctx, { to: await handsOf('sign', enteredBy, reviewedBy), kind: 'finance.voucher_sign', ...told });
  if (step === 'paid' || (step === 'reviewed' && !needsCashier))
    await notify(ctx, { to: await handsOf('post'), kind: 'finance.voucher_post', ...told });
  if (step === 'returned') await notify(ctx, { to: [enteredBy], kind: 'finance.voucher_returned', ...told });
  if (step === 'taken_back') await notify(ctx, { to: [enteredBy], kind: 'finance.voucher_taken_back', ...told });
}

/** Tells whoever may take the claim's next step, and the claimant what was decided, and that it was paid. */
export async function tellOfClaim(ctx: Context, claim: ClaimRecord, step: ClaimStep, note = ''): Promise<void> {
  const { id, unitPath, words, amount, personId, enteredBy, checkedBy, approvedBy } = claim;
  const params = { words, amount: yuanText(amount), note };
  const atDesk = { params, link: { desktop: `/finance/claims?open=${id}` } };
  const handsOf = (kind: WorkKind) => handsFor(ctx, kind, unitPath, [enteredBy, checkedBy, approvedBy]);
  if (step === 'submitted' || step === 'corrected')
    await notify(ctx, { to: await handsOf('check'), kind: 'finance.claim_check', ...atDesk });
  if (step === 'checked') await notify(ctx, { to: await handsOf('decide'), kind: 'finance.claim_decide', ...atDesk });
  if (step === 'reversed')
    await notify(ctx, { to: await handsOf('decide'), kind: 'finance.claim_decide_again', ...atDesk });
  if (step === 'approved') await notify(ctx, { to: await handsOf('pay'), kind: 'finance.claim_pay', ...atDesk });
  const to = [...(await accountsOfPeople(ctx, [personId])).values()];
  const own = { to, params, link: { phone: `/claims/${id}` } };
  if (step === 'approved') await notify(ctx, { kind: 'finance.claim_approved', ...own });
  if (step === 'returned') await notify(ctx, { kind: 'finance.claim_returned', ...own });
  if (step === 'refused') await notify(ctx, { kind: 'finance.claim_refused', ...own });
  if (step === 'paid') await notify(ctx, { kind: 'finance.claim_paid', ...own });
  if (step === 'reversed') await notify(ctx, { kind: 'finance.claim_reversed', ...own });
}
