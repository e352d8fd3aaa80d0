import { AppError, audit, may, newId, notFound, parameterOn, userOf, type Context } from '#kernel';
import { importEnrolments, moveEnrolment, peopleById, refuseSameHand, type KnownPerson } from '#engines/roster';
import { formatFen, type Day, type EndpointInput } from '#kernel/contract';
import { associationOver, holdAssociation, type AssociationRecord } from '../associations/store';
import type { MemberFinder } from '../members';
import { limitsShape, type Limits } from '../parameter-contract';
import { accountFor, ownAccount, ownPerson, refuseDayAhead, refuseNotOpen } from '../policy';
import { fenOfYuan } from '../rules';
import { saverScheme } from '../scheme';
import type * as contract from './contract';
import * as store from './store';
import { insertMonthly, monthlyChanges, nextListMonth } from './store-monthly';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;

export const accountSubject = (id: string): string => `savings:${id}`;

export async function limitsOn(ctx: Context): Promise<Limits> {
  return (await parameterOn<Limits>(ctx, limitsShape.key, ctx.clock.today())).value;
}

/** Refuses: less or more a month than the rule allows. */
async function refuseMonthly(ctx: Context, monthly: bigint): Promise<void> {
  const { leastMonthlyYuan, mostMonthlyYuan } = await limitsOn(ctx);
  const [least, most] = [fenOfYuan(leastMonthlyYuan), fenOfYuan(mostMonthlyYuan)];
  if (monthly < least || monthly > most)
    throw new AppError('savings.monthly_bounds', { least: formatFen(least), most: formatFen(most) });
}

/** Refuses: who is no member of the union with all rights today, or works here no more. */
async function refuseStranger(ctx: Context, members: MemberFinder, person: KnownPerson): Promise<void> {
  const today = ctx.clock.today();
  const found = await members.membersOf(ctx, { personIds: [person.id], day: today });
  const isHere = person.employedTo === null || person.employedTo >= today;
  if (!isHere || !found.has(person.id)) throw new AppError('savings.not_member', { name: person.name });
}

/** Refuses: who belongs to no unit with an association (savings.none_here). */
async function associationOf(ctx: Context, person: KnownPerson): Promise<AssociationRecord> {
  const association = await associationOver(ctx, person.unitPath);
  if (association === null) throw new AppError('savings.none_here');
  return association;
}

async function ask(
  ctx: Context,
  association: AssociationRecord,
  { personId, monthly, way }: { personId: string; monthly: bigint; way: 'phone' | 'paper' },
): Promise<string> {
  const id = newId();
  const { accountId: askedBy, name: askedByName } = userOf(ctx);
  const isNew = await store.insertAsked(ctx, association.id, { id, personId, monthly, way, askedBy, askedByName });
  if (!isNew) throw new AppError('savings.account_stands');
  return id;
}

async function open(ctx: Context, association: AssociationRecord, account: { id: string; personId: string }, on: Day) {
  await holdAssociation(ctx, association.id);
  await store.openAsked(ctx, association.id, { ids: [account.id], openedOn: on });
  await moveEnrolment(ctx, saverScheme, {
    ...{ personId: account.personId, to: 'open', from: on, reason: '', source: accountSubject(account.id) },
  });
}

/**
 * Refuses: a person who isn't in reach, who belongs to no unit with an association (savings.none_here) or is no member
 * (savings.not_member); a sum out of bounds (savings.monthly_bounds); a day that has not come or is before the association's
 * first; who has an account (savings.account_stands).
 */
export async function openAccount(
  ctx: Context,
  members: MemberFinder,
  { personId, monthly, openedOn }: Body<typeof contract.openAccount>,
): Promise<{ id: string }> {
  const person = (await peopleById(ctx, [personId])).get(personId);
  if (person === undefined || !may(ctx.user, 'savings.account.write', person.unitPath)) throw notFound();
  const association = await associationOf(ctx, person);
  if (!may(ctx.user, 'savings.account.write', association.unitPath)) throw notFound();
  refuseDayAhead(ctx, openedOn);
  if (openedOn < association.foundedOn)
    throw new AppError('savings.day_before_account', { day: association.foundedOn });
  await refuseStranger(ctx, members, person);
  await refuseMonthly(ctx, monthly);
  const id = await ask(ctx, association, { personId, monthly, way: 'paper' });
  await open(ctx, association, { id, personId }, openedOn);
  audit(ctx, { action: 'savings.openAccount', subject: accountSubject(id), details: { personId, day: openedOn } });
  return { id };
}

/** Refuses: as `openAccount`, of the own person; an account that belongs to nobody of the roster (savings.no_person). */
export async function askForAccount(
  ctx: Context,
  members: MemberFinder,
  { monthly }: Body<typeof contract.askForAccount>,
): Promise<{ id: string }> {
  const personId = ownPerson(ctx);
  const person = (await peopleById(ctx, [personId])).get(personId);
  if (person === undefined) throw notFound();
  const association = await associationOf(ctx, person);
  await refuseStranger(ctx, members, person);
  await refuseMonthly(ctx, monthly);
  const id = await ask(ctx, association, { personId, monthly, way: 'phone' });
  audit(ctx, { action: 'savings.askForAccount', subject: accountSubject(id) });
  return { id };
}

/**
 * Refuses: an account that isn't in reach or was not asked for (savings.account_not_asked), who is no member any more
 * (savings.not_member), the own application (roster.same_hand).
 */
export async function decideAccount(
  ctx: Context,
  members: MemberFinder,
  id: string,
  { isGranted, words }: Body<typeof contract.decideAccount>,
): Promise<Record<string, never>> {
  const { account, association } = await accountFor(ctx, id, 'savings.account.write');
  if (account.state !== 'asked') throw new AppError('savings.account_not_asked');
  await refuseSameHand(ctx, account.askedBy);
  if (isGranted) {
    await refuseStranger(ctx, members, (await peopleById(ctx, [account.personId])).get(account.personId)!);
    await open(ctx, association, account, ctx.clock.today());
  } else await store.refuseAsked(ctx, id, words);
  audit(ctx, { action: 'savings.decideAccount', subject: accountSubject(id), details: { isGranted } });
  return {};
}

/**
 * Keeps another sum back from the next payroll list on. Refuses: a sum out of bounds, or the one that counts from then on anyway
 * (savings.monthly_same).
 */
async function wantMonthly(
  ctx: Context,
  account: store.AccountRecord,
  { monthly, way }: { monthly: bigint; way: 'phone' | 'paper' },
): Promise<{ from: Day }> {
  await refuseMonthly(ctx, monthly);
  await holdAssociation(ctx, account.associationId);
  const from = await nextListMonth(ctx, account.associationId);
  const [last] = await monthlyChanges(ctx, account.id);
  if (monthly === (last?.monthly ?? account.monthly)) throw new AppError('savings.monthly_same');
  await insertMonthly(ctx, { accountId: account.id, from, monthly, way });
  return { from };
}

/** Refuses: an account that isn't in reach or isn't open; as `wantMonthly`. */
export async function setMonthly(
  ctx: Context,
  id: string,
  { monthly }: Body<typeof contract.setMonthly>,
): Promise<{ from: Day }> {
  const { account } = await accountFor(ctx, id, 'savings.account.write');
  refuseNotOpen(account);
  const wanted = await wantMonthly(ctx, account, { monthly, way: 'paper' });
  audit(ctx, { action: 'savings.setMonthly', subject: accountSubject(id), details: { amount: monthly.toString() } });
  return wanted;
}

/** Refuses: who has no open account; as `wantMonthly`. */
export async function askForMonthly(
  ctx: Context,
  { monthly }: Body<typeof contract.askForMonthly>,
): Promise<{ from: Day }> {
  const account = await ownAccount(ctx);
  const wanted = await wantMonthly(ctx, account, { monthly, way: 'phone' });
  audit(ctx, {
    action: 'savings.askForMonthly',
    subject: accountSubject(account.id),
    details: { amount: monthly.toString() },
  });
  return wanted;
}

/** Many accounts at once, for the program itself and imports: whoever calls has judged rights and people. */
export async function importAccounts(
  ctx: Context,
  associationId: string,
  { savers, openedOn }: { savers: readonly { personId: string; monthly: bigint }[]; openedOn: Day },
): Promise<readonly string[]> {
  const accounts = savers.map((one) => ({ ...one, id: newId() }));
  await holdAssociation(ctx, associationId);
  await store.insertOpen(ctx, associationId, { accounts, openedOn });
  await importEnrolments(
    ctx,
    saverScheme,
    accounts.map(({ id, personId }) => ({
      ...{ personId, to: 'open', from: openedOn, reason: '', source: accountSubject(id) },
    })),
  );
  audit(ctx, { action: 'savings.importAccounts', details: { count: accounts.length } });
  return accounts.map((one) => one.id);
}
