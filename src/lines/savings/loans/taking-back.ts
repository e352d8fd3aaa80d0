import { AppError, type Context } from '#kernel';
import type { MovementRecord } from '../accounts/store-movements';
import * as store from './store';

/**
 * Refuses: a payment of a loan of which something was repaid since, or that was declared hopeless, and a repayment after which another loan was begun
 * (savings.money_used).
 */
export async function refuseLoanUndo(ctx: Context, { kind, loanId }: MovementRecord): Promise<void> {
  if (loanId === null) return;
  const loan = (await store.loanById(ctx, loanId, 'lock'))!;
  const isTouched =
    kind === 'payout'
      ? loan.owed !== loan.amount || loan.state === 'hopeless'
      : (await store.pendingLoan(ctx, loan.accountId, loanId)) !== null;
  if (isTouched) throw new AppError('savings.money_used', { count: 1 });
}

/** A loan whose payment was taken back waits to be paid again. */
export async function afterUndo(ctx: Context, { kind, loanId }: MovementRecord): Promise<void> {
  if (kind === 'payout' && loanId !== null) await store.unpay(ctx, loanId);
}
