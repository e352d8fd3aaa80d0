import { AppError, audit, may, newId, notFound, userOf, type Context } from '#kernel';
import { peopleById } from '#engines/roster';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { holdAssociation } from '../associations/store';
import { bookFigures } from '../book';
import { accountFor, associationFor, ownAccount, ownPerson, refuseNotOpen, refuseSum } from '../policy';
import { saverOf } from '../present';
import type * as contract from './contract';
import { payWithdrawal, refuseBeyond } from './money';
import { accountSubject } from './opening';
import type { AccountRecord } from './store';
import * as store from './store-queue';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;

async function queue(ctx: Context, account: AccountRecord, amount: bigint, way: 'phone' | 'paper'): Promise<string> {
  refuseNotOpen(account);
  refuseSum(amount);
  await refuseBeyond(ctx, account, amount);
  const id = newId();
  const { accountId: askedBy, name: askedByName } = userOf(ctx);
  const isNew = await store.insertWithdrawal(ctx, { id, accountId: account.id, amount, way, askedBy, askedByName });
  if (!isNew) throw new AppError('savings.withdrawal_waits');
  audit(ctx, {
    action: 'savings.queueWithdrawal',
    subject: accountSubject(account.id),
    details: { amount: amount.toString() },
  });
  return id;
}

/**
 * Refuses: an account that isn't in reach or isn't open; a sum that is no sum of money, is more than there is or than the loan
 * leaves; a second one (savings.withdrawal_waits).
 */
export async function queueWithdrawal(
  ctx: Context,
  id: string,
  { amount }: { amount: bigint },
): Promise<{ id: string }> {
  const { account } = await accountFor(ctx, id, 'savings.account.pay');
  return { id: await queue(ctx, account, amount, 'paper') };
}

/** Refuses: as above, of the own account. */
export async function askForWithdrawal(ctx: Context, { amount }: { amount: bigint }): Promise<{ id: string }> {
  return { id: await queue(ctx, await ownAccount(ctx), amount, 'phone') };
}

async function waiting(ctx: Context, id: string): Promise<store.WithdrawalRecord> {
  const row = await store.withdrawalById(ctx, id, 'lock');
  if (row === null) throw notFound();
  return row;
}

function refuseOver({ state }: store.WithdrawalRecord): void {
  if (state !== 'waiting') throw new AppError('savings.withdrawal_over');
}

/** Refuses: one that isn't the own, is paid or taken back. */
export async function takeBackWithdrawal(ctx: Context, id: string): Promise<Record<string, never>> {
  const personId = ownPerson(ctx);
  const row = await waiting(ctx, id);
  if (row.personId !== personId) throw notFound();
  refuseOver(row);
  await store.endWithdrawal(ctx, id, 'taken_back');
  audit(ctx, { action: 'savings.dropWithdrawal', subject: accountSubject(row.accountId) });
  return {};
}

/** Refuses: one that isn't in reach, is paid or taken back. */
export async function dropQueued(ctx: Context, id: string): Promise<Record<string, never>> {
  const row = await waiting(ctx, id);
  await associationFor(ctx, row.associationId, 'savings.account.pay');
  refuseOver(row);
  await store.endWithdrawal(ctx, id, 'taken_back');
  audit(ctx, { action: 'savings.dropWithdrawal', subject: accountSubject(row.accountId) });
  return {};
}

/** Refuses: one that isn't in reach, is paid or taken back; as `payWithdrawal`, with what waits before it set aside. */
export async function payQueued(
  ctx: Context,
  id: string,
  { on, way }: Body<typeof contract.payQueued>,
): Promise<{ movementId: string; entryId: string }> {
  const found = await store.withdrawalById(ctx, id, 'read');
  if (found === null) throw notFound();
  const association = await associationFor(ctx, found.associationId, 'savings.account.pay');
  // What pays holds the association first: who closes the account at this moment takes back what waits in the same order.
  await holdAssociation(ctx, association.id);
  const row = await waiting(ctx, id);
  refuseOver(row);
  const moved = await payWithdrawal(ctx, row.accountId, { amount: row.amount, on, way, words: '' }, id);
  await store.endWithdrawal(ctx, id, { paidOn: on });
  return moved;
}

/** Refuses: an association that isn't in reach. */
export async function listQueue(
  ctx: Context,
  { associationId }: { associationId: string },
): Promise<EndpointResponse<typeof contract.listQueue>> {
  const association = await associationFor(ctx, associationId, 'savings.account.read');
  const { cash, bank } = await bookFigures(ctx, association.bookId, ctx.clock.today());
  const rows = await store.queueOf(ctx, associationId);
  const people = await peopleById(
    ctx,
    rows.map((row) => row.personId),
  );
  const pays = may(ctx.user, 'savings.account.pay', association.unitPath);
  let needed = 0n;
  return {
    ...{ cash, bank },
    rows: rows.map(({ personId, askedAt, ...row }) => {
      needed += row.amount;
      const shown = { ...row, person: saverOf(people.get(personId)), askedAt: askedAt.toISOString(), needed };
      return { ...shown, abilities: { pay: pays && needed <= cash + bank, drop: pays && row.kind === 'withdrawal' } };
    }),
  };
}
