import { may, notFound, type Context } from '#kernel';
import type { FundPermission } from '../money';
import { maySucceed } from './rules';
import { paymentById, type PaymentRecord } from './store';

/** Refuses: a payment that isn't there, or with which the person may not do this. */
export async function paymentFor(
  ctx: Context,
  id: string,
  permission: FundPermission,
  mode: 'read' | 'lock' = 'read',
): Promise<PaymentRecord> {
  const payment = await paymentById(ctx, id, mode);
  if (payment === null || !may(ctx.user, permission, payment.unitPath)) throw notFound();
  return payment;
}

/** What may be done with it now by this person; three people, each with one step. */
export function paymentAbilities(ctx: Context, payment: PaymentRecord): Record<string, boolean> {
  const { state, unitPath, preparedBy, decidedBy } = payment;
  const me = ctx.user?.accountId;
  const mayThere = (verb: 'write' | 'approve' | 'pay') => may(ctx.user, `relief.fund.${verb}`, unitPath);
  return {
    decide: maySucceed('decide', state) && mayThere('approve') && preparedBy !== me,
    pay: maySucceed('pay', state) && mayThere('pay') && preparedBy !== me && decidedBy !== me,
    withdraw: maySucceed('withdraw', state) && mayThere('write'),
    undo: maySucceed('undo', state) && mayThere('write'),
    addFile: mayAddFile(ctx, payment),
  };
}

/** Whoever has a hand in it adds papers; an auditor only reads. */
export const mayAddFile = (ctx: Context, { state, unitPath }: PaymentRecord): boolean =>
  ['prepared', 'approved', 'paid'].includes(state) &&
  ['write', 'approve', 'pay'].some((verb) => may(ctx.user, `relief.fund.${verb}`, unitPath));
