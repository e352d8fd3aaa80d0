import { AppError, may, notFound, type Context } from '#kernel';
import { isOneOf } from '../policy';
import type { claimPermissions } from './contract';
import { claimRow, type ClaimRecord } from './store';

type Permission = (typeof claimPermissions)[number];

/** The person behind the account. Refuses: an account that belongs to nobody of the roster. */
export function ownPerson(ctx: Context): string {
  const personId = ctx.user?.personId ?? null;
  if (personId === null) throw new AppError('finance.no_person');
  return personId;
}

/** Refuses: a claim that isn't there, or with which the person may not do this; both read alike. */
export async function claimFor(
  ctx: Context,
  id: string,
  permission: Permission,
  mode: 'read' | 'lock' = 'read',
): Promise<ClaimRecord> {
  const claim = await claimRow(ctx, id, mode);
  if (claim === null || !may(ctx.user, permission, claim.unitPath)) throw notFound();
  return claim;
}

/** Refuses: a claim that isn't there or is somebody else's. */
export async function ownClaim(ctx: Context, id: string, mode: 'read' | 'lock' = 'read'): Promise<ClaimRecord> {
  const claim = await claimRow(ctx, id, mode);
  const personId = ctx.user?.personId ?? null;
  if (claim === null || personId === null || claim.personId !== personId) throw notFound();
  return claim;
}

/**
 * What may be done with a claim now; it is sent with it. Claimant, checker, approver and cashier are four people: nobody
 * takes a step of a claim that is the own one, or in which the same hand has been before.
 */
export function claimAbilities(ctx: Context, claim: ClaimRecord): Record<string, boolean> {
  const { state, unitPath, personId, enteredBy, checkedBy, approvedBy } = claim;
  const isOwn = personId === ctx.user?.personId;
  const isOther = !isOwn && !isOneOf(ctx, [enteredBy]);
  const checks = isOther && may(ctx.user, 'finance.claim.check', unitPath);
  const approves = isOther && !isOneOf(ctx, [checkedBy]) && may(ctx.user, 'finance.claim.approve', unitPath);
  const pays = isOther && !isOneOf(ctx, [checkedBy, approvedBy]) && may(ctx.user, 'finance.claim.pay', unitPath);
  return {
    check: checks && state === 'submitted',
    return: checks && state === 'submitted',
    decide: approves && (state === 'checked' || state === 'reversed'),
    withdraw: approves && state === 'approved',
    pay: pays && state === 'approved',
    correct: isOwn && state === 'returned',
    takeBack: isOwn && ['submitted', 'returned', 'checked'].includes(state),
  };
}
