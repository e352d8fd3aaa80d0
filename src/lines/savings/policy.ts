import { AppError, may, notFound, type Context } from '#kernel';
import * as accounts from './accounts/store';
import type { AccountRecord } from './accounts/store';
import * as associations from './associations/store';
import type { AssociationRecord } from './associations/store';
import { MOST_FEN, type Day } from '#kernel/contract';

type Permission =
  'savings.account.read' | 'savings.account.write' | 'savings.account.pay' | 'savings.association.decide';

/** Refuses: an association that isn't there or with which the person may not do this. */
export async function associationFor(ctx: Context, id: string, permission: Permission): Promise<AssociationRecord> {
  const association = await associations.associationById(ctx, id);
  if (association === null || !may(ctx.user, permission, association.unitPath)) throw notFound();
  return association;
}

/**
 * An account with its association; to be changed both are held until the act is over, the association first: lists and sharings,
 * which hold it for all accounts, and whoever pays at the desk never wait for each other in a circle. Refuses: one that isn't in
 * reach.
 */
export async function accountFor(
  ctx: Context,
  id: string,
  permission: Permission,
): Promise<{ account: AccountRecord; association: AssociationRecord }> {
  const account = await accounts.accountById(ctx, id, 'read');
  if (account === null) throw notFound();
  const association = await associationFor(ctx, account.associationId, permission);
  if (permission === 'savings.account.read') return { account, association };
  await associations.holdAssociation(ctx, association.id);
  return { account: (await accounts.accountById(ctx, id, 'lock'))!, association };
}

/** The person behind the account. Refuses: an account that belongs to nobody of the roster. */
export function ownPerson(ctx: Context): string {
  const personId = ctx.user?.personId ?? null;
  if (personId === null) throw new AppError('savings.no_person');
  return personId;
}

/** The own open account, held. Refuses: who has none (savings.account_not_open). */
export async function ownAccount(ctx: Context): Promise<AccountRecord> {
  const account = await accounts.openAccountOf(ctx, ownPerson(ctx), 'lock');
  if (account === null) throw new AppError('savings.account_not_open');
  return account;
}

/** Refuses: a sum that is no sum of money. */
export function refuseSum(amount: bigint): void {
  if (amount <= 0n || amount > MOST_FEN) throw new AppError('savings.amount');
}

export function refuseDayAhead(ctx: Context, on: Day): void {
  const today = ctx.clock.today();
  if (on > today) throw new AppError('savings.day_ahead', { today });
}

/** Refuses: an account that was closed or never opened, a day before its first. */
export function refuseNotOpen(account: AccountRecord, on?: Day): void {
  if (account.state !== 'open') throw new AppError('savings.account_not_open');
  if (on !== undefined && on < account.openedOn!)
    throw new AppError('savings.day_before_account', { day: account.openedOn });
}
