import { allPages, audit, exportTable, may, text, type Context, type FileAnswer } from '#kernel';
import { peopleById, type KnownPerson } from '#engines/roster';
import { listEnrolled } from '#engines/roster';
import { isId, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import type { AssociationRecord } from '../associations/store';
import type { MemberFinder } from '../members';
import { associationFor } from '../policy';
import { saverOf } from '../present';
import { saverScheme } from '../scheme';
import type * as contract from './contract';
import type { AccountRow } from './contract';
import * as store from './store';
import type { AccountRecord } from './store';

type Query<E> = EndpointInput<E>['query'];

const MOST_FOUND = 2000;

/** Of the open accounts those whose savers work here no more, or are members no more: what they saved is to be paid out. */
export async function saversToClose(
  ctx: Context,
  members: MemberFinder,
  association: Pick<AssociationRecord, 'id'>,
): Promise<string[]> {
  const today = ctx.clock.today();
  const savers = await store.openSavers(ctx, association.id);
  const inside = await members.membersOf(ctx, { personIds: savers, day: today });
  const people = await peopleById(ctx, savers);
  const isHere = (id: string): boolean => {
    const employedTo = people.get(id)?.employedTo ?? null;
    return employedTo === null || employedTo >= today;
  };
  return savers.filter((id) => !inside.has(id) || !isHere(id));
}

/** Whom a list is about: those to be closed, those found by name or number, or everybody. */
async function peopleAsked(
  ctx: Context,
  members: MemberFinder,
  association: AssociationRecord,
  { which, search }: Pick<Query<typeof contract.listAccounts>, 'which' | 'search'>,
): Promise<string[] | undefined> {
  const leaving = which === 'to_close' ? await saversToClose(ctx, members, association) : undefined;
  if (search === undefined || search === '' || which === 'asked') return leaving;
  const found = await listEnrolled(ctx, saverScheme, {
    ...{ states: [which === 'closed' ? 'closed' : 'open'], under: ['/'], search, limit: MOST_FOUND },
    ...(leaving === undefined ? {} : { onlyIds: leaving }),
  });
  return found.rows.map((row) => row.personId);
}

/** Refuses: an association that isn't in reach. */
export async function listAccounts(
  ctx: Context,
  members: MemberFinder,
  query: Query<typeof contract.listAccounts>,
): Promise<EndpointResponse<typeof contract.listAccounts>> {
  const { associationId, which, cursor, limit } = query;
  const association = await associationFor(ctx, associationId, 'savings.account.read');
  const personIds = await peopleAsked(ctx, members, association, query);
  const state = which === 'to_close' ? 'open' : which;
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const rows = await store.accountRows(ctx, { associationId, state, personIds, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const people = await peopleById(
    ctx,
    page.map((row) => row.personId),
  );
  const writes = may(ctx.user, 'savings.account.write', association.unitPath);
  return {
    rows: page.map((row) => presentAccount(row, people.get(row.personId), writes)),
    nextCursor: rows.length > limit ? page.at(-1)!.id : null,
    sums: await store.accountSums(ctx, { associationId, state, personIds }),
  };
}

function presentAccount(row: AccountRecord, person: KnownPerson | undefined, writes: boolean): AccountRow {
  const { id, number, state, monthly, balance, debt, askedOn, openedOn, closedOn } = row;
  return {
    ...{ id, number, state, monthly, balance, debt, askedOn, openedOn, closedOn, person: saverOf(person) },
    leftOn: person?.employedTo ?? null,
    abilities: { decide: writes && state === 'asked' },
  };
}

/** The list as a file, with whom it names in the audit. */
export async function exportAccounts(
  ctx: Context,
  members: MemberFinder,
  query: Query<typeof contract.exportAccounts>,
): Promise<FileAnswer> {
  const say = (key: string) => text(ctx.language, `savings:sheets.${key}`);
  const head = (key: string) => ({ key, title: say(`columns.${key}`) });
  const { file, rows } = await exportTable<AccountRow>(ctx, {
    ...{ title: say('accounts'), permission: 'savings.account.read', filters: [say(`which.${query.which}`)] },
    columns: [
      { ...head('number'), kind: 'count', width: 10, value: (row) => row.number },
      { ...head('name'), kind: 'text', width: 12, value: (row) => row.person.name },
      { ...head('staffNumber'), kind: 'text', width: 14, value: (row) => row.person.staffNumber },
      { ...head('unit'), kind: 'text', width: 24, value: (row) => row.person.unitName },
      { ...head('monthly'), kind: 'fen', width: 14, value: (row) => row.monthly },
      { ...head('balance'), kind: 'fen', width: 16, value: (row) => row.balance },
      { ...head('debt'), kind: 'fen', width: 16, value: (row) => row.debt },
      { ...head('openedOn'), kind: 'day', width: 14, value: (row) => row.openedOn },
    ],
    rows: allPages((page) => listAccounts(ctx, members, { ...page, ...query })),
  });
  audit(ctx, { action: 'savings.exportAccounts', details: { count: rows } });
  return file;
}
