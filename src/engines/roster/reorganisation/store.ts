import { sql } from 'kysely';
import { tablesOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { UnitRecord } from '../store/units';
import type { RosterTables } from '../tables.generated';
import type { Affected } from './contract';

const db = (ctx: Context) => tablesOf<RosterTables>(ctx);
const among = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`;

/**
 * Waits for whoever is just moving one of these people, and keeps them where they are until the commit. A statement of
 * its own, so that the reading after it sees what the others have done.
 */
export async function holdPeople(ctx: Context, unitIds: readonly string[], from: Day): Promise<void> {
  await sql`
    select from roster.person p where p.id in (
      select l.person_id from roster.placement l
      where l.unit_id = ${among(unitIds)} and (l.valid_to is null or l.valid_to >= ${from}::date)
      union select h.person_id from roster.post_holding h
      where h.unit_id = ${among(unitIds)} and (h.valid_to is null or h.valid_to >= ${from}::date))
    order by p.id for no key update`.execute(ctx.transaction);
}

/** Whoever stands in the units on the day or later, once each, by name. */
export async function peopleFrom(ctx: Context, unitIds: readonly string[], from: Day): Promise<Affected['people']> {
  const { rows } = await sql<Affected['people'][number]>`
    select p.id, p.name, p.staff_number as "staffNumber", l.unit_id as "unitId"
    from (select distinct on (person_id) person_id, unit_id from roster.placement
      where unit_id = ${among(unitIds)} and (valid_to is null or valid_to >= ${from}::date)
      order by person_id, valid_from desc) l
    join roster.person p on p.id = l.person_id order by p.name_key, p.id`.execute(ctx.transaction);
  return rows;
}

export async function postsFrom(ctx: Context, unitIds: readonly string[], from: Day): Promise<Affected['posts']> {
  const { rows } = await sql<Affected['posts'][number]>`
    select h.id, h.person_id as "personId", p.name as "personName", h.post,
      ${ctx.language === 'en' ? sql`o.english_name` : sql`o.name`} as "postName", h.unit_id as "unitId", u.name as "unitName",
      h.valid_from as "validFrom", h.valid_to as "validTo", h.valid_from >= ${from}::date as "isFuture"
    from roster.post_holding h join roster.person p on p.id = h.person_id join roster.post o on o.code = h.post
      join roster.unit u on u.id = h.unit_id
    where h.unit_id = ${among(unitIds)} and (h.valid_to is null or h.valid_to >= ${from}::date)
    order by u.path, o.position, p.name_key, h.valid_from, h.id`.execute(ctx.transaction);
  return rows;
}

/** Open units straight below, apart from those that go themselves, with how many people stand in each subtree today. */
export async function childrenOf(
  ctx: Context,
  unitIds: readonly string[],
  from: Day,
): Promise<Omit<Affected['children'][number], 'newName'>[]> {
  const { rows } = await sql<Omit<Affected['children'][number], 'newName'>>`
    select u.id, u.name, u.kind, u.parent_id as "unitId", (
      select count(*)::int from roster.person p where p.unit_path >= u.path and p.unit_path < left(u.path, -1) || '0') as people
    from roster.unit u join roster.unit above on above.id = u.parent_id
    where u.parent_id = ${among(unitIds)} and u.id <> all(${[...unitIds]}::uuid[])
      and (u.valid_to is null or u.valid_to >= ${from}::date)
    order by array_position(${[...unitIds]}::uuid[], above.id), u.position, u.path`.execute(ctx.transaction);
  return rows;
}

export async function openNamesBelow(ctx: Context, unitId: string, from: Day): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from roster.unit where parent_id = ${unitId} and (valid_to is null or valid_to >= ${from}::date)`.execute(
    ctx.transaction,
  );
  return rows.map((row) => row.name);
}

export async function grantsOn(
  ctx: Context,
  unitIds: readonly string[],
  today: Day,
): Promise<(Omit<Affected['grants'][number], 'name' | 'isMine' | 'mayChange'> & { accountId: string })[]> {
  return db(ctx)
    .selectFrom('roster.role_grant as g')
    .innerJoin('roster.unit as u', 'u.id', 'g.unit_id')
    .select(['g.id', 'g.account_id as accountId', 'g.role', 'g.unit_id as unitId', 'u.name as unitName'])
    .select(['g.valid_from as validFrom', 'g.valid_to as validTo'])
    .where('g.unit_id', '=', among(unitIds))
    .where((eb) => eb.or([eb('g.valid_to', 'is', null), eb('g.valid_to', '>=', today)]))
    .orderBy('u.path')
    .orderBy('g.role')
    .orderBy('g.id')
    .execute();
}

/** The latest first day of a version: of the units themselves and of those straight below them. */
export async function latestChanges(
  ctx: Context,
  unitIds: readonly string[],
): Promise<{ own: Day; below: Day | null }> {
  const { rows } = await sql<{ own: Day; below: Day | null }>`
    select max(v.valid_from) filter (where v.unit_id = ${among(unitIds)}) as own,
      max(v.valid_from) filter (where v.unit_id <> all(${[...unitIds]}::uuid[])) as below
    from roster.unit_version v join roster.unit u on u.id = v.unit_id
    where v.unit_id = ${among(unitIds)} or (u.parent_id = ${among(unitIds)} and u.valid_to is null)`.execute(
    ctx.transaction,
  );
  return rows[0]!;
}

/**
 * Places people anew from a day on, in one statement: a stay that goes on is cut and continues in the new unit; one that
 * began on the day or later was meant for the old unit and is corrected. Without a list it takes everybody.
 */
export async function relocatePeople(
  ctx: Context,
  move: { fromUnitId: string; to: { id: string; path: string }; from: Day; personIds?: readonly string[] },
): Promise<void> {
  const { from, to } = move;
  const who = move.personIds === undefined ? sql`true` : sql`person_id = ${among(move.personIds)}`;
  await sql`
    with hit as (
      select id, person_id, valid_from, valid_to from roster.placement
      where unit_id = ${move.fromUnitId} and (valid_to is null or valid_to >= ${from}::date) and ${who}
    ), changed as (
      update roster.placement l set valid_to = case when h.valid_from < ${from}::date then ${from}::date - 1 else l.valid_to end,
        unit_id = case when h.valid_from < ${from}::date then l.unit_id else ${to.id}::uuid end
      from hit h where l.id = h.id
    ), added as (
      insert into roster.placement (id, person_id, unit_id, valid_from, valid_to)
      select gen_random_uuid(), person_id, ${to.id}, ${from}, valid_to from hit where valid_from < ${from}::date
    )
    update roster.person p set unit_id = ${to.id}, unit_path = ${to.path}, version = version + 1,
      updated_at = ${ctx.clock.now().toISOString()}
    from hit h where p.id = h.person_id and h.valid_to is null`.execute(ctx.transaction);
}

/** Posts that are held on in another unit from a day, with the end that they have. */
export async function relocatePosts(ctx: Context, ids: readonly string[], unitId: string, from: Day): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    with hit as (
      select id, person_id, post, valid_from, valid_to from roster.post_holding where id = ${among(ids)}
    ), changed as (
      update roster.post_holding o set valid_to = case when h.valid_from < ${from}::date then ${from}::date - 1 else o.valid_to end,
        unit_id = case when h.valid_from < ${from}::date then o.unit_id else ${unitId}::uuid end
      from hit h where o.id = h.id
    )
    insert into roster.post_holding (id, person_id, post, unit_id, valid_from, valid_to)
    select gen_random_uuid(), person_id, post, ${unitId}, ${from}, valid_to from hit where valid_from < ${from}::date`.execute(
    ctx.transaction,
  );
}

export async function endPosts(ctx: Context, ids: readonly string[], from: Day): Promise<void> {
  if (ids.length === 0) return;
  await sql`update roster.post_holding set valid_to = greatest(valid_from, ${from}::date - 1) where id = ${among(ids)}`.execute(
    ctx.transaction,
  );
}

/**
 * Opens a unit again. Without a gap its last version simply goes on, unless the unit lies elsewhere since; otherwise a new
 * one begins and the days between stay empty.
 */
export async function reopenRow(ctx: Context, unit: UnitRecord, from: Day, isWithoutGap: boolean): Promise<void> {
  const { rows } = await sql`
    update roster.unit_version set valid_to = null
    where unit_id = ${unit.id} and valid_to = ${unit.validTo}::date and path = ${unit.path} and ${isWithoutGap}
    returning unit_id`.execute(ctx.transaction);
  if (rows.length === 0)
    await sql`
      insert into roster.unit_version (unit_id, parent_id, name, short_name, path, is_remote, valid_from)
      values (${unit.id}, ${unit.parentId}, ${unit.name}, ${unit.shortName}, ${unit.path}, ${unit.isRemote}, ${from})`.execute(
      ctx.transaction,
    );
  await sql`
    update roster.unit set valid_to = null, open_since = ${isWithoutGap ? unit.openSince : from}::date
    where id = ${unit.id}`.execute(ctx.transaction);
}

/** The mark from a day on; a version that begins on the very day is corrected. */
export async function markRow(ctx: Context, unit: UnitRecord, isRemote: boolean, from: Day): Promise<void> {
  await sql`
    with closed as (
      update roster.unit_version set valid_to = ${from}::date - 1
      where unit_id = ${unit.id} and valid_from < ${from}::date and (valid_to is null or valid_to >= ${from}::date)
    ), marked as (
      insert into roster.unit_version (unit_id, parent_id, name, short_name, path, is_remote, valid_from, valid_to)
      values (${unit.id}, ${unit.parentId}, ${unit.name}, ${unit.shortName}, ${unit.path}, ${isRemote}, ${from}, ${unit.validTo})
      on conflict (unit_id, valid_from) do update set is_remote = excluded.is_remote
    )
    update roster.unit set is_remote = ${isRemote} where id = ${unit.id}`.execute(ctx.transaction);
}
