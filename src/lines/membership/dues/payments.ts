import { MOST_FEN } from '#kernel/contract';
import { AppError, audit, may, newId, notFound, userOf, type Context } from '#kernel';
import { reverseEntry } from '#engines/ledger';
import { enrolmentHistory, peopleById, type KnownPerson } from '#engines/roster';
import type { Day, EndpointInput } from '#kernel/contract';
import { memberScheme } from '../scheme';
import { collect, giveUp, refuseRunner } from './collect';
import type * as contract from './contract-money';
import { accounts, postMoves } from './posting';
import * as charges from './store-charges';
import * as store from './store-payments';
import { sumOf } from './sums';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;
type Permission = 'membership.dues.collect' | 'membership.dues.write';

/** Refuses: a person who isn't in reach, or never was a member (membership.dues_never_member). */
export async function memberFor(ctx: Context, personId: string, permission: Permission): Promise<KnownPerson> {
  const person = (await peopleById(ctx, [personId])).get(personId);
  if (person === undefined || !may(ctx.user, permission, person.unitPath)) throw notFound();
  const history = await enrolmentHistory(ctx, { personIds: [personId], scheme: memberScheme.name });
  if (!history.some((row) => !row.isVoid && row.state !== 'applicant'))
    throw new AppError('membership.dues_never_member', { name: person.name });
  return person;
}

function refuseSum(amount: bigint): void {
  if (amount <= 0n || amount > MOST_FEN) throw new AppError('membership.dues_amount');
}

export function refuseDayAhead(ctx: Context, on: Day): void {
  const today = ctx.clock.today();
  if (on > today) throw new AppError('membership.day_ahead', { today });
}

/**
 * Refuses: a sum that is no sum of money (membership.dues_amount), a day that has not come (membership.day_ahead), a person who
 * isn't in reach or never was a member (membership.dues_never_member), who made the dues that are paid (roster.same_hand),
 * a unit without a book (membership.dues_no_book).
 */
export async function addDuesReceipt(ctx: Context, body: Body<typeof contract.addDuesReceipt>) {
  const { personId, amount, on, way, words } = body;
  refuseSum(amount);
  refuseDayAhead(ctx, on);
  const { unitId, unitPath, unitName } = await memberFor(ctx, personId, 'membership.dues.collect');
  await refuseRunner(ctx, [personId]);
  const receiptId = newId();
  const { accountId, name } = userOf(ctx);
  const { payments, settled } = await collect(ctx, [{ personId, unitId, unitPath, unitName, amount }], {
    ...{ on, way, words, listId: null, byId: accountId, byName: name },
    ...{ source: `membership.dues_member:${personId}`, key: `dues.receipt:${receiptId}` },
  });
  const { id, entryId, ahead } = payments[0]!;
  audit(ctx, {
    action: 'membership.addDuesReceipt',
    subject: `dues:${id}`,
    details: { personId, amount: amount.toString(), day: on },
  });
  return { id, entryId, settled: sumOf(settled, (one) => one.amount), ahead };
}

/** Refuses: as a receipt; more than was paid ahead in one book (membership.dues_not_ahead). */
export async function refundDues(ctx: Context, body: Body<typeof contract.refundDues>) {
  const { personId, amount, on, way, words } = body;
  refuseSum(amount);
  refuseDayAhead(ctx, on);
  const { unitId, unitPath } = await memberFor(ctx, personId, 'membership.dues.collect');
  const ahead = await charges.aheadOf(ctx, [personId], 'lock');
  const source = ahead.find((one) => one.amount >= amount);
  if (source === undefined) throw new AppError('membership.dues_not_ahead', { ahead: largest(ahead) });
  const { bookId } = source;
  const id = newId();
  const against = way === 'cash' ? accounts.cash : accounts.bank;
  const head = { bookId, on, words, against, source: `membership.dues_member:${personId}`, key: `dues.refund:${id}` };
  const [entryId] = await postMoves(ctx, head, [{ personId, lines: [{ account: accounts.ahead, debit: amount }] }]);
  await charges.changeAhead(ctx, [{ personId, bookId, amount: -amount }]);
  const { accountId, name } = userOf(ctx);
  await store.insertPayments(ctx, { on, way, words, listId: null, byId: accountId, byName: name }, [
    { id, personId, unitId, unitPath, bookId, amount: -amount, ahead: -amount, entryId: entryId! },
  ]);
  audit(ctx, {
    action: 'membership.refundDues',
    subject: `dues:${id}`,
    details: { personId, amount: amount.toString(), day: on },
  });
  return { id, entryId: entryId! };
}

const largest = (ahead: readonly charges.Ahead[]): string => {
  const most = ahead.reduce((max, one) => (one.amount > max ? one.amount : max), 0n);
  return `${most / 100n}.${String(most % 100n).padStart(2, '0')}`;
};

/**
 * Refuses: a payment that isn't in reach, that is taken back already (membership.dues_undone_already), that came with a list or
 * was used since (membership.dues_payment_used).
 */
export async function undoDuesPayment(
  ctx: Context,
  id: string,
  { reason }: { reason: string },
): Promise<Record<string, never>> {
  const payment = await store.paymentById(ctx, id);
  if (payment === null || !may(ctx.user, 'membership.dues.collect', payment.unitPath)) throw notFound();
  if (payment.isUndone) throw new AppError('membership.dues_undone_already');
  if (payment.way === 'list') throw new AppError('membership.dues_payment_used', { count: 1 });
  await giveUp(ctx, [payment], reason);
  await reverseEntry(ctx, payment.entryId, { reason });
  audit(ctx, { action: 'membership.undoDuesPayment', subject: `dues:${id}` });
  return {};
}
