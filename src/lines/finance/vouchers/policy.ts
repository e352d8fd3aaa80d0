import { may, notFound, type Context } from '#kernel';
import { isOneOf } from '../policy';
import type { voucherPermissions } from './contract';
import { isOpenFor } from './rules';
import { voucherRow, type VoucherRecord } from './store';

type Permission = (typeof voucherPermissions)[number];

/** Refuses: a voucher that isn't there, or with which the person may not do this; both read alike. */
export async function voucherFor(
  ctx: Context,
  id: string,
  permission: Permission,
  mode: 'read' | 'lock' = 'read',
): Promise<VoucherRecord> {
  const voucher = await voucherRow(ctx, id, mode);
  if (voucher === null || !may(ctx.user, permission, voucher.unitPath)) throw notFound();
  return voucher;
}

/**
 * What may be done with a voucher now; it is sent with the row. Who entered it neither reviews it nor touches the money, and
 * who reviewed it doesn't either: three hands for whatever moves money, two for the rest.
 */
export function voucherAbilities(ctx: Context, voucher: VoucherRecord, needsCashier: boolean): Record<string, boolean> {
  const { state, unitPath, enteredBy, reviewedBy, paidBy } = voucher;
  const writes = may(ctx.user, 'finance.voucher.write', unitPath);
  const reviews = may(ctx.user, 'finance.voucher.review', unitPath) && !isOneOf(ctx, [enteredBy]);
  const pays = may(ctx.user, 'finance.voucher.pay', unitPath) && !isOneOf(ctx, [enteredBy, reviewedBy]);
  return {
    save: writes && isOpenFor('save', state),
    submit: writes && isOpenFor('submit', state),
    drop: writes && isOpenFor('drop', state),
    return: reviews && isOpenFor('return', state) && paidBy === null,
    review: reviews && isOpenFor('review', state),
    pay: pays && isOpenFor('pay', state) && needsCashier && paidBy === null,
    post: writes && isOpenFor('post', state) && (!needsCashier || paidBy !== null),
    takeBack: reviews && isOpenFor('takeBack', state) && voucher.reversalId === null,
    addFile: writes && isOpenFor('addFile', state),
    removeFile: writes && isOpenFor('save', state),
  };
}
