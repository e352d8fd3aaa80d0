import type { Context } from '#kernel';
import { step } from './own';
import * as store from './store';

/**
 * The claim behind a voucher that was taken back in red is not paid any more: it waits for the chair's word whether it is paid
 * again, corrected or closed. What it held of a budget line was given back with the entry.
 */
export async function takeClaimBack(
  ctx: Context,
  { voucherId, entryId, reason }: { voucherId: string; entryId: string; reason: string },
): Promise<void> {
  const claim = await store.claimPaidBy(ctx, voucherId);
  if (claim === null) return;
  const unpaid = { state: 'reversed', paidBy: null, voucherId: null, reservationId: null } as const;
  await step(ctx, claim, unpaid, 'reversed', { note: reason, voucherId, entryId });
}
