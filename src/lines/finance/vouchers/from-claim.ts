import { newId, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { BookRecord } from '#engines/ledger';
import { post } from './steps';
import * as store from './store';
import { addStep } from './vouchers';

export interface PaidClaim {
  readonly book: BookRecord;
  readonly on: Day;
  readonly words: string;
  readonly amount: bigint;
  readonly expense: string;
  readonly money: string;
  readonly budgetLineId: string | null;
  /** What its approval held of the budget line, and is spent by it. */
  readonly reservationId: string | null;
  /** Those who checked, approved and paid it sign the voucher in their places. */
  readonly hands: { readonly enteredBy: string; readonly reviewedBy: string; readonly paidBy: string };
  readonly fileIds: readonly string[];
}

/**
 * The voucher of a claim that has been through all hands: it is posted at once. Whoever calls has kept the hands apart. Answers
 * its id. Refuses: what `postEntry` refuses.
 */
export async function postFromClaim(ctx: Context, claim: PaidClaim): Promise<string> {
  const { book, on, words, amount, expense, money, budgetLineId, reservationId, hands, fileIds } = claim;
  const voucher: store.VoucherRecord = {
    ...{ id: newId(), bookId: book.id, unitPath: book.unitPath, on, words, sheets: 0, state: 'reviewed', version: 1 },
    ...{ ...hands, postedBy: null, entryId: null, reversalId: null },
  };
  await store.insertVoucher(ctx, voucher);
  await store.putLines(ctx, voucher.id, [
    { account: expense, side: 1, amount, partyId: null, words: '', budgetLineId, reservationId },
    { account: money, side: -1, amount, partyId: null, words: '', budgetLineId: null, reservationId: null },
  ]);
  for (const fileId of fileIds) await store.insertFile(ctx, voucher.id, fileId);
  const entryId = await post(ctx, voucher);
  await store.changeVoucher(ctx, voucher.id, { state: 'posted', entryId, postedBy: hands.paidBy });
  await addStep(ctx, voucher, 'posted');
  return voucher.id;
}
