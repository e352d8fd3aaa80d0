import { sql, type Kysely } from 'kysely';
import { tablesOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { RosterTables } from '../tables.generated';
import { lastPath } from './people';
import { inSubtrees } from './units';

const db = (ctx: Context) => tablesOf<RosterTables>(ctx);

export interface GrantRecord {
  id: string;
  accountId: string;
  role: string;
  unitId: string;
  unitName: string;
  unitPath: string;
  validFrom: Day;
  validTo: Day | null;
  /** Of a role that is exercised for another: the grant that it comes from, whose that is, and the holder's name. */
  delegatedFrom: string | null;
  delegatorId: string | null;
  delegatedBy: string | null;
}

const selectGrants = (ctx: Context) =>
  db(ctx)
    .selectFrom('roster.role_grant as g')
    .innerJoin('roster.unit as u', 'u.id', 'g.unit_id')
    .leftJoin('roster.role_grant as s', 's.id', 'g.delegated_from')
    .select([
      'g.id',
      'g.account_id as accountId',
      'g.role',
      'g.unit_id as unitId',
      'u.name as unitName',
      'u.path as unitPath',
      'g.valid_from as validFrom',
      'g.valid_to as validTo',
      'g.delegated_from as delegatedFrom',
      's.account_id as delegatorId',
      'g.delegated_by_name as delegatedBy',
    ]);

/** Grants that are in force on a day or will be. */
export function grantsOf(ctx: Context, accountIds: readonly string[], day: Day): Promise<GrantRecord[]> {
  return selectGrants(ctx)
    .where('g.account_id', '=', sql<string>`any(${[...accountIds]}::uuid[])`)
    .where((eb) => eb.or([eb('g.valid_to', 'is', null), eb('g.valid_to', '>=', day)]))
    .orderBy('u.path')
    .orderBy('g.role')
    .orderBy('g.valid_from')
    .execute();
}

export async function grantById(ctx: Context, id: string): Promise<GrantRecord | null> {
  return (await selectGrants(ctx).where('g.id', '=', id).forNoKeyUpdate(['g']).executeTakeFirst()) ?? null;
}

export interface NewGrant {
  readonly accountId: string;
  readonly role: string;
  readonly unitId: string;
  readonly from: Day;
  readonly to: Day | null;
  /** Handed on for a leave: the grant that it comes from and the name of its holder. */
  readonly delegated?: { readonly from: string; readonly by: string };
  /** The seat that it came with. */
  readonly seatId?: string;
}

export async function insertGrant(ctx: Context, grant: NewGrant & { id: string }): Promise<void> {
  await db(ctx)
    .insertInto('roster.role_grant')
    .values({
      id: grant.id,
      account_id: grant.accountId,
      role: grant.role,
      unit_id: grant.unitId,
      valid_from: grant.from,
      valid_to: grant.to,
      granted_at: ctx.clock.now().toISOString(),
      granted_by: ctx.user?.accountId ?? null,
      delegated_from: grant.delegated?.from ?? null,
      delegated_by_name: grant.delegated?.by ?? null,
      seat_id: grant.seatId ?? null,
    })
    .execute();
}

export async function endGrantRow(ctx: Context, id: string, lastDay: Day): Promise<void> {
  await db(ctx).updateTable('roster.role_grant').set({ valid_to: lastDay }).where('id', '=', id).execute();
}

/** Moves the last day of the roles that came with seats; answers whose they are. */
export async function moveSeatGrants(ctx: Context, seatIds: readonly string[], lastDay: Day): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`
    update roster.role_grant set valid_to = greatest(${lastDay}::date, valid_from - 1)
    where seat_id = any(${[...seatIds]}::uuid[]) returning account_id as "accountId"`.execute(ctx.transaction);
  return rows.map((row) => row.accountId);
}

export async function linkAccount(ctx: Context, personId: string, accountId: string): Promise<boolean> {
  const rows = await db(ctx)
    .insertInto('roster.person_account')
    .values({ person_id: personId, account_id: accountId })
    .onConflict((oc) => oc.column('person_id').doNothing())
    .returning('person_id')
    .execute();
  return rows.length === 1;
}

/** The accounts of people, of those who have one. */
export function accountsOf(
  ctx: Context,
  personIds: readonly string[],
): Promise<{ personId: string; accountId: string }[]> {
  return db(ctx)
    .selectFrom('roster.person_account')
    .select(['person_id as personId', 'account_id as accountId'])
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute();
}

export async function accountOf(ctx: Context, personId: string): Promise<string | null> {
  return (await accountsOf(ctx, [personId]))[0]?.accountId ?? null;
}

export async function hasAccount(ctx: Context, personId: string): Promise<boolean> {
  const row = await db(ctx)
    .selectFrom('roster.person_account')
    .select('account_id')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

export interface AccountPerson {
  accountId: string;
  /** `homePath` is where the person stands, or stood last. */
  person: { id: string; staffNumber: string; unitName: string | null; homePath: string | null } | null;
}

/** Accounts that hold a role in the subtrees, or belong to a person there. */
export async function accountRows(
  ctx: Context,
  scopes: readonly string[],
  accountId?: string,
): Promise<AccountPerson[]> {
  type Row = Omit<NonNullable<AccountPerson['person']>, 'id'> & { accountId: string; id: string | null };
  const { rows } = await sql<Row>`
    with seen as (
      select g.account_id from roster.role_grant g join roster.unit u on u.id = g.unit_id
      where ${inSubtrees('u.path', scopes)}
      union
      select a.account_id from roster.person_account a join roster.person p on p.id = a.person_id
      where ${inSubtrees('p.unit_path', scopes)}
    )
    select s.account_id as "accountId", p.id, p.staff_number as "staffNumber", w.name as "unitName",
      ${lastPath} as "homePath"
    from seen s left join roster.person_account a on a.account_id = s.account_id
    left join roster.person p on p.id = a.person_id left join roster.unit w on w.id = p.unit_id
    where ${accountId === undefined ? sql`true` : sql`s.account_id = ${accountId}`}`.execute(ctx.transaction);
  return rows.map(({ accountId: account, id, ...person }) => ({
    accountId: account,
    person: id === null ? null : { id, ...person },
  }));
}

export async function tellAccount(ctx: Context, accountId: string): Promise<void> {
  await sql`select pg_notify('gonghui_sessions', ${accountId})`.execute(ctx.transaction);
}

/** A grant as a session carries it; whose role it is when it is exercised for another. */
export interface GrantInForce {
  role: string;
  unitId: string;
  unitName: string;
  unitPath: string;
  /** The unit is of a kind that may stand at the top. */
  isHouseWide: boolean;
  delegatedBy: { accountId: string; name: string } | null;
}

/** A delegated grant is in force only while the grant that it comes from is. */
const isInForce = (day: Day) => sql<boolean>`g.valid_from <= ${day}::date
  and (g.valid_to is null or g.valid_to >= ${day}::date)
  and (g.delegated_from is null or exists (select from roster.role_grant o where o.id = g.delegated_from
    and o.valid_from <= ${day}::date and (o.valid_to is null or o.valid_to >= ${day}::date)))`;

/** Outside any act: the grants of a fresh session are read before there is a transaction. */
export async function grantsInForce(
  database: Kysely<unknown>,
  accountId: string,
  day: Day,
): Promise<{ personId: string | null; grants: GrantInForce[] }> {
  const { rows } = await sql<{
    personId: string | null;
    role: string | null;
    unitId: string;
    unitName: string;
    unitPath: string;
    isHouseWide: boolean;
    delegatorId: string | null;
    delegatedBy: string | null;
  }>`
    select a.person_id as "personId", g.role, u.id as "unitId", u.name as "unitName", u.path as "unitPath",
      k.is_root as "isHouseWide", s.account_id as "delegatorId", g.delegated_by_name as "delegatedBy"
    from (select ${accountId}::uuid as id) o
    left join roster.person_account a on a.account_id = o.id
    left join roster.role_grant g on g.account_id = o.id and ${isInForce(day)}
    left join roster.role_grant s on s.id = g.delegated_from
    left join roster.unit u on u.id = g.unit_id left join roster.unit_kind k on k.code = u.kind
    order by u.path, g.role`.execute(database);
  return {
    personId: rows[0]?.personId ?? null,
    grants: rows.flatMap(({ role, unitId, unitName, unitPath, isHouseWide, delegatorId, delegatedBy }) =>
      role === null
        ? []
        : [
            {
              role,
              unitId,
              unitName,
              unitPath,
              isHouseWide,
              delegatedBy: delegatorId === null ? null : { accountId: delegatorId, name: delegatedBy! },
            },
          ],
    ),
  };
}

/** A grant in force with its holder and its days. */
export interface HeldGrant extends GrantInForce {
  accountId: string;
  personId: string | null;
  validFrom: Day;
  validTo: Day | null;
}

/** Every grant of these roles that is in force on a day, whosever it is. */
export async function heldGrants(ctx: Context, roles: readonly string[], day: Day): Promise<HeldGrant[]> {
  const { rows } = await sql<
    Omit<HeldGrant, 'delegatedBy'> & { delegatorId: string | null; delegatedBy: string | null }
  >`
    select g.account_id as "accountId", a.person_id as "personId", g.role, u.id as "unitId", u.name as "unitName",
      u.path as "unitPath", g.valid_from as "validFrom", g.valid_to as "validTo",
      s.account_id as "delegatorId", g.delegated_by_name as "delegatedBy"
    from roster.role_grant g join roster.unit u on u.id = g.unit_id
    left join roster.role_grant s on s.id = g.delegated_from
    left join roster.person_account a on a.account_id = g.account_id
    where g.role = any(${[...roles]}::text[]) and ${isInForce(day)}
    order by u.path, g.role, g.valid_from`.execute(ctx.transaction);
  return rows.map(({ delegatorId, delegatedBy, ...grant }) => ({
    ...grant,
    delegatedBy: delegatorId === null ? null : { accountId: delegatorId, name: delegatedBy! },
  }));
}
