import { sql } from 'kysely';
import { tablesOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { GrantRecord, NewGrant } from '../store/grants';
import { inSubtrees } from '../store/units';
import type { RosterTables } from '../tables.generated';
import type { RolesApart } from './rules';

const db = (ctx: Context) => tablesOf<RosterTables>(ctx);

/** All accounts of the person whose account it is; of somebody who isn't in the roster the account alone. */
const accountsOfHolder = (accountId: string) => sql`(select ${accountId}::uuid union
  select b.account_id from roster.person_account a join roster.person_account b on b.person_id = a.person_id
  where a.account_id = ${accountId})`;

/** Roles are given to one person by one transaction at a time, whichever of the accounts gets them. */
async function lockHolder(ctx: Context, accountId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('roster.grant'), hashtext(coalesce(
    (select person_id from roster.person_account where account_id = ${accountId}), ${accountId}::uuid)::text))`.execute(
    ctx.transaction,
  );
}

export type GrantAlongside = Pick<
  GrantRecord,
  'id' | 'accountId' | 'role' | 'unitId' | 'unitName' | 'validFrom' | 'validTo'
>;

/**
 * What the person holds on some day of the new grant in the same part of the tree: one of the two units lies within
 * the other. Until the commit nobody else gives this person a role.
 */
export async function grantsAlongside(ctx: Context, grant: NewGrant): Promise<GrantAlongside[]> {
  await lockHolder(ctx, grant.accountId);
  const { rows } = await sql<GrantAlongside>`
    select g.id, g.account_id as "accountId", g.role, g.unit_id as "unitId", u.name as "unitName",
      g.valid_from as "validFrom", g.valid_to as "validTo"
    from roster.role_grant g join roster.unit u on u.id = g.unit_id join roster.unit w on w.id = ${grant.unitId}
    where g.account_id in ${accountsOfHolder(grant.accountId)}
      and (g.valid_to is null or g.valid_to >= greatest(${grant.from}::date, g.valid_from))
      and (${grant.to}::date is null or g.valid_from <= ${grant.to}::date)
      and (starts_with(u.path, w.path) or starts_with(w.path, u.path))
    order by u.path, g.valid_from`.execute(ctx.transaction);
  return rows;
}

export async function areOfOnePerson(ctx: Context, accountId: string, other: string): Promise<boolean> {
  const { rows } = await sql<{ are: boolean }>`
    select ${other}::uuid in ${accountsOfHolder(accountId)} as are`.execute(ctx.steady);
  return rows[0]!.are;
}

export interface StandingPair {
  rule: string;
  accountId: string;
  one: { role: string; unitName: string; validFrom: Day; validTo: Day | null };
  other: { role: string; unitName: string; validFrom: Day; validTo: Day | null };
}

/** Pairs of roles that one person holds, or will hold, though they are kept apart: given before the rule, or moved together since. */
export async function standingPairs(
  ctx: Context,
  question: { pairs: readonly RolesApart[]; scopes: readonly string[]; day: Day },
): Promise<StandingPair[]> {
  const side = (grant: string, unit: string) => sql`jsonb_build_object('role', ${sql.ref(grant)}.role, 'unitName',
    ${sql.ref(unit)}.name, 'validFrom', ${sql.ref(grant)}.valid_from, 'validTo', ${sql.ref(grant)}.valid_to)`;
  const { rows } = await sql<StandingPair>`
    with held as (
      select g.*, coalesce(a.person_id, g.account_id) as holder, u.path
      from roster.role_grant g join roster.unit u on u.id = g.unit_id
      left join roster.person_account a on a.account_id = g.account_id
      where (g.valid_to is null or (g.valid_to >= ${question.day}::date and g.valid_to >= g.valid_from))
    )
    select p.rule, x.account_id as "accountId", ${side('x', 'v')} as one, ${side('y', 'w')} as other
    from jsonb_to_recordset(${JSON.stringify(question.pairs)}::jsonb) as p(one text, other text, rule text)
    join held x on x.role = p.one join held y on y.role = p.other and y.holder = x.holder
    join roster.unit v on v.id = x.unit_id join roster.unit w on w.id = y.unit_id
    where (starts_with(x.path, y.path) or starts_with(y.path, x.path))
      and daterange(x.valid_from, x.valid_to, '[]') && daterange(y.valid_from, y.valid_to, '[]')
      and (${inSubtrees('x.path', question.scopes)} or ${inSubtrees('y.path', question.scopes)})
    order by x.account_id, p.rule, x.valid_from, y.valid_from`.execute(ctx.transaction);
  return rows;
}

/** The delegations of a grant that last beyond a day end on it; answers those that were changed. */
export async function shortenDelegations(
  ctx: Context,
  grantId: string,
  lastDay: Day,
): Promise<{ accountId: string; delegatedBy: string }[]> {
  const { rows } = await sql<{ accountId: string; delegatedBy: string }>`
    update roster.role_grant set valid_to = greatest(${lastDay}::date, valid_from - 1)
    where delegated_from = ${grantId} and valid_to > ${lastDay}::date and valid_to >= valid_from
    returning account_id as "accountId", delegated_by_name as "delegatedBy"`.execute(ctx.transaction);
  return rows;
}

/** The grants that were handed on from these and last until a day or longer. */
export function delegationsOf(
  ctx: Context,
  grantIds: readonly string[],
  day: Day,
): Promise<{ id: string; from: string; accountId: string; validFrom: Day; validTo: Day | null }[]> {
  return db(ctx)
    .selectFrom('roster.role_grant as g')
    .select([
      'g.id',
      'g.delegated_from as from',
      'g.account_id as accountId',
      'g.valid_from as validFrom',
      'g.valid_to as validTo',
    ])
    .where('g.delegated_from', '=', sql<string>`any(${[...grantIds]}::uuid[])`)
    .where('g.valid_to', '>=', day)
    .orderBy('g.valid_from')
    .$narrowType<{ from: string }>()
    .execute();
}

export interface Colleague {
  accountId: string;
  personId: string;
  name: string;
  unitName: string;
}

/** People with an account in a subtree, by name; a word is looked for in names and staff numbers. */
export async function colleaguesIn(
  ctx: Context,
  question: { path: string; search: string; accountId?: string; limit: number },
): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select a.account_id as "accountId", p.id as "personId", p.name, u.name as "unitName"
    from roster.person_account a join roster.person p on p.id = a.person_id join roster.unit u on u.id = p.unit_id
    where ${inSubtrees('p.unit_path', [question.path])}
      and (position(${question.search} in p.name) > 0 or starts_with(p.staff_number, ${question.search}))
      and (${question.accountId ?? null}::uuid is null or a.account_id = ${question.accountId ?? null}::uuid)
    order by p.name_key, p.id limit ${question.limit}`.execute(ctx.transaction);
  return rows;
}
