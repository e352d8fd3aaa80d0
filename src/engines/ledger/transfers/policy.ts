import { may, notFound, scopePaths, type Context } from '#kernel';
import { getUnit } from '#engines/roster';
import { stateAfter } from './states';
import { transferById, type TransferRecord } from './store';

/**
 * A transfer is read by whoever reads one of its two books. Who asks for one, or decides, must have the right on both: nobody
 * draws on a book, or fills one, that is not in the person's charge.
 */
export function mayRead(ctx: Context, { fromPath, toPath }: Pick<TransferRecord, 'fromPath' | 'toPath'>): boolean {
  return [fromPath, toPath].some((path) => may(ctx.user, 'ledger.book.read', path));
}

type Permission = 'ledger.transfer.write' | 'ledger.transfer.approve';

export function mayOnBoth(
  ctx: Context,
  permission: Permission,
  { fromPath, toPath }: Pick<TransferRecord, 'fromPath' | 'toPath'>,
): boolean {
  return [fromPath, toPath].every((path) => may(ctx.user, permission, path));
}

/** Refuses: a transfer out of reach. */
export async function visibleTransfer(ctx: Context, id: string): Promise<TransferRecord> {
  const transfer = await transferById(ctx, id);
  if (transfer === null || !mayRead(ctx, transfer)) throw notFound();
  return transfer;
}

/** Refuses: a transfer out of reach, or with which the person may not do this; from here on nobody else decides about it. */
export async function transferFor(ctx: Context, id: string, permission: Permission): Promise<TransferRecord> {
  const transfer = await transferById(ctx, id, 'lock');
  if (transfer === null || !mayRead(ctx, transfer) || !mayOnBoth(ctx, permission, transfer)) throw notFound();
  return transfer;
}

/** Who asked for what waits for its decision. */
export const askedBy = ({ state, proposedBy, reversalAskedBy }: TransferRecord): string =>
  state === 'reversing' ? reversalAskedBy! : proposedBy;

export function transferAbilities(ctx: Context, transfer: TransferRecord): Record<string, boolean> {
  const { state } = transfer;
  const mayWrite = mayOnBoth(ctx, 'ledger.transfer.write', transfer);
  const isOther = askedBy(transfer) !== ctx.user?.accountId;
  return {
    withdraw: mayWrite && stateAfter(state, 'withdraw') !== null,
    askBack: mayWrite && stateAfter(state, 'askBack') !== null,
    decide: isOther && stateAfter(state, 'approve') !== null && mayOnBoth(ctx, 'ledger.transfer.approve', transfer),
  };
}

/** The paths that a list is to show: the unit that was asked for, or all that the permission reaches. */
export async function pathsAsked(ctx: Context, unitId: string | undefined): Promise<string[]> {
  const permission = 'ledger.book.read';
  if (unitId === undefined) return scopePaths(ctx.user, permission);
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, permission, unit.path)) throw notFound();
  return [unit.path];
}
