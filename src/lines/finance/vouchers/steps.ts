import { AppError, userOf, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { booksByIds, faultOfLines, giveUpReservation, postEntry, refuseSpending, reverseEntry } from '#engines/ledger';
import type { DraftLine } from '#engines/ledger';
import { refuseSameHand } from '#engines/roster';
import { takeClaimBack } from '../claims/taken-back';
import type * as contract from './contract';
import type { VoucherWhole } from './contract';
import { voucherFor } from './policy';
import { chartsOf, presentVoucher } from './present';
import { faultOfAccounts, movesMoney } from './rules';
import * as store from './store';
import { tellOfVoucher } from '../work/told';
import { addStep, refuseStale } from './vouchers';

type Input<E> = EndpointInput<E>;

const asDraft = (line: store.LineRecord): DraftLine => ({
  ...{ account: line.account, words: line.words },
  ...(line.side === 1 ? { debit: line.amount } : { credit: line.amount }),
  ...(line.partyId === null ? {} : { partyId: line.partyId }),
  ...(line.budgetLineId === null ? {} : { budgetLineId: line.budgetLineId }),
  ...(line.reservationId === null ? {} : { reservationId: line.reservationId }),
});

/** What the ledger would refuse is told before anybody has signed. Answers whether money is moved. */
async function refuseUnfit(ctx: Context, voucher: store.VoucherRecord): Promise<{ needsCashier: boolean }> {
  const lines = (await store.linesByVoucher(ctx, [voucher.id])).get(voucher.id)!;
  const chart = (await chartsOf(ctx, [voucher.bookId])).get(voucher.bookId)!;
  const [book] = await booksByIds(ctx, [voucher.bookId]);
  const today = ctx.clock.today();
  if (voucher.words === '') throw new AppError('finance.words_missing');
  const fault = faultOfLines(lines.map(asDraft));
  if (fault !== null) throw new AppError(fault.code, fault.params);
  const misfit = faultOfAccounts(lines, chart);
  if (misfit !== null) throw new AppError(misfit.code, { account: misfit.account });
  if (voucher.on > today) throw new AppError('ledger.day_in_future', { day: voucher.on, today });
  if (book!.closedOn !== null) throw new AppError('ledger.book_closed', { day: book!.closedOn });
  if (voucher.on < book!.openedOn) throw new AppError('ledger.day_before_book', { day: book!.openedOn });
  await refuseSpending(ctx, { bookId: voucher.bookId, on: voucher.on, lines });
  return { needsCashier: movesMoney(lines, chart) };
}

async function step(
  ctx: Context,
  voucher: store.VoucherRecord,
  change: store.VoucherChange,
  taken: Parameters<typeof addStep>[2],
  note = '',
): Promise<VoucherWhole> {
  await store.changeVoucher(ctx, voucher.id, change);
  await addStep(ctx, voucher, taken, note);
  const whole = await presentVoucher(ctx, { ...voucher, ...change, version: voucher.version + 1 });
  const { amount, movesMoney: needsCashier } = whole;
  await tellOfVoucher(ctx, { voucher: { ...voucher, ...change }, amount, step: taken, needsCashier, note });
  return whole;
}

/** Refuses: a voucher out of reach or past this step; one that the ledger would not take, by the ledger's own names. */
export async function submitVoucher(
  ctx: Context,
  { params, body }: Input<typeof contract.submitVoucher>,
): Promise<VoucherWhole> {
  const voucher = await voucherFor(ctx, params.id, 'finance.voucher.write', 'lock');
  refuseStale(voucher, 'submit', body.version);
  await refuseUnfit(ctx, voucher);
  return step(ctx, voucher, { state: 'submitted' }, 'submitted');
}

/** Refuses: as submitVoucher; whoever entered it, through whichever account (roster.same_hand). */
export async function reviewVoucher(
  ctx: Context,
  { params, body }: Input<typeof contract.reviewVoucher>,
): Promise<VoucherWhole> {
  const voucher = await voucherFor(ctx, params.id, 'finance.voucher.review', 'lock');
  refuseStale(voucher, 'review', body.version);
  await refuseSameHand(ctx, voucher.enteredBy);
  await refuseUnfit(ctx, voucher);
  return step(ctx, voucher, { state: 'reviewed', reviewedBy: userOf(ctx).accountId }, 'reviewed');
}

/** Refuses: as reviewVoucher; a voucher for which money has been moved already. */
export async function returnVoucher(
  ctx: Context,
  { params, body }: Input<typeof contract.returnVoucher>,
): Promise<VoucherWhole> {
  const voucher = await voucherFor(ctx, params.id, 'finance.voucher.review', 'lock');
  refuseStale(voucher, 'return', body.version);
  if (voucher.paidBy !== null) throw new AppError('finance.paid_already');
  await refuseSameHand(ctx, voucher.enteredBy);
  return step(ctx, voucher, { state: 'returned', reviewedBy: null }, 'returned', body.reason);
}

/** Refuses: whoever entered or reviewed it; a voucher that moves no money (finance.moves_no_money), or was paid. */
export async function payVoucher(
  ctx: Context,
  { params, body }: Input<typeof contract.payVoucher>,
): Promise<VoucherWhole> {
  const voucher = await voucherFor(ctx, params.id, 'finance.voucher.pay', 'lock');
  if (voucher.paidBy !== null) throw new AppError('finance.paid_already');
  refuseStale(voucher, 'pay', body.version);
  await refuseSameHand(ctx, voucher.enteredBy);
  await refuseSameHand(ctx, voucher.reviewedBy!);
  const { needsCashier } = await refuseUnfit(ctx, voucher);
  if (!needsCashier) throw new AppError('finance.moves_no_money');
  return step(ctx, voucher, { paidBy: userOf(ctx).accountId }, 'paid');
}

/** Refuses: a voucher that is not reviewed, lacks the cashier's hand (finance.cashier_missing), or that the ledger refuses. */
export async function postVoucher(
  ctx: Context,
  { params, body }: Input<typeof contract.postVoucher>,
): Promise<VoucherWhole> {
  const voucher = await voucherFor(ctx, params.id, 'finance.voucher.write', 'lock');
  refuseStale(voucher, 'post', body.version);
  const { needsCashier } = await refuseUnfit(ctx, voucher);
  if (needsCashier && voucher.paidBy === null) throw new AppError('finance.cashier_missing');
  const entryId = await post(ctx, voucher);
  return step(ctx, voucher, { state: 'posted', entryId, postedBy: userOf(ctx).accountId }, 'posted');
}

/** The voucher is the source of its entry and the key under which it is posted once. */
export async function post(ctx: Context, { id, bookId, on, words }: store.VoucherRecord): Promise<string> {
  const lines = (await store.linesByVoucher(ctx, [id])).get(id)!;
  const source = `finance.voucher:${id}`;
  const entry = await postEntry(ctx, { bookId, on, words, source, key: source, lines: lines.map(asDraft) });
  return entry.id;
}

/** Refuses: a voucher out of reach or handed in, or that was changed meanwhile. */
export async function dropVoucher(
  ctx: Context,
  { params, body }: Input<typeof contract.dropVoucher>,
): Promise<VoucherWhole> {
  const voucher = await voucherFor(ctx, params.id, 'finance.voucher.write', 'lock');
  refuseStale(voucher, 'drop', body.version);
  return step(ctx, voucher, { state: 'dropped' }, 'dropped');
}

/** The claim that it has paid tells it. Refuses: a voucher that is not posted; whoever entered it; what `reverseEntry` refuses. */
export async function takeVoucherBack(
  ctx: Context,
  { params, body }: Input<typeof contract.takeVoucherBack>,
): Promise<VoucherWhole> {
  const voucher = await voucherFor(ctx, params.id, 'finance.voucher.review', 'lock');
  if (voucher.reversalId !== null) throw new AppError('ledger.reversed_already');
  refuseStale(voucher, 'takeBack', body.version);
  await refuseSameHand(ctx, voucher.enteredBy);
  const { id: reversalId } = await reverseEntry(ctx, voucher.entryId!, { reason: body.reason, on: body.on });
  // What the entry in red gives back to a reservation, nobody will spend any more.
  const lines = (await store.linesByVoucher(ctx, [voucher.id])).get(voucher.id)!;
  for (const id of lines.flatMap((line) => line.reservationId ?? [])) await giveUpReservation(ctx, id, body.reason);
  const whole = await step(ctx, voucher, { reversalId }, 'taken_back', body.reason);
  await takeClaimBack(ctx, { voucherId: voucher.id, entryId: reversalId, reason: body.reason });
  return whole;
}
