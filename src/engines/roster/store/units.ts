import { sql, type Kysely } from 'kysely';
import { steadyStatement, tablesOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Unit, UnitKind } from '../contract';
import { subtreeRange } from '../rules';
import type { RosterTables } from '../tables.generated';

const db = (ctx: Context) => tablesOf<RosterTables>(ctx);

/** True for rows whose path lies in one of the subtrees; no subtree at all means no row. */
export function inSubtrees(column: string, paths: readonly string[]) {
  const path = sql.ref(column);
  const ranges = paths.map(subtreeRange).map((r) => sql<boolean>`(${path} >= ${r.from} and ${path} < ${r.to})`);
  return ranges.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(ranges, sql` or `)})`;
}

export function kindRows(ctx: Context): Promise<UnitKind[]> {
  return db(ctx)
    .selectFrom('roster.unit_kind')
    .select([
      'code',
      'name',
      'english_name as englishName',
      'is_root as isRoot',
      'lies_under as liesUnder',
      'is_front_line as isFrontLine',
    ])
    .orderBy('position')
    .execute();
}

export async function nextNumbers(ctx: Context, count: number): Promise<bigint[]> {
  const { rows } = await sql<{ number: bigint }>`
    select nextval('roster.unit_number') as number from generate_series(1, ${count})`.execute(ctx.transaction);
  return rows.map((row) => row.number);
}

export interface UnitRecord extends Unit {
  number: bigint;
  /** Since when it is open without a break: not its first day where it was closed and opened again. */
  openSince: Day;
}

/** Adds units with their first version; a parent may be among the rows. */
export async function insertUnits(ctx: Context, rows: readonly UnitRecord[]): Promise<void> {
  const at = ctx.clock.now().toISOString();
  const given = JSON.stringify(rows.map((row) => ({ ...row, number: row.number.toString() })));
  await sql`
    with given as (
      select * from jsonb_to_recordset(${given}::jsonb) as g(id uuid, "number" bigint, "parentId" uuid, kind text, name text,
        "shortName" text, position integer, path text, "validFrom" date, "validTo" date)
    ), added as (
      insert into roster.unit (id, number, parent_id, kind, name, short_name, position, path, valid_from, valid_to, open_since,
        created_at)
      select id, "number", "parentId", kind, name, "shortName", position, path, "validFrom", "validTo", "validFrom",
        ${at}::timestamptz from given
    )
    insert into roster.unit_version (unit_id, parent_id, name, short_name, path, valid_from, valid_to)
    select id, "parentId", name, "shortName", path, "validFrom", "validTo" from given`.execute(ctx.transaction);
}

const unitColumns = [
  'u.id',
  'u.parent_id as parentId',
  'u.kind',
  'u.name',
  'u.short_name as shortName',
  'u.position',
  'u.path',
  'u.valid_from as validFrom',
  'u.valid_to as validTo',
  'u.is_remote as isRemote',
] as const;

const recordColumns = [...unitColumns, 'u.number', 'u.open_since as openSince'] as const;

/** `hold` keeps the unit where and as it is until the transaction ends: somebody is being placed in it. */
export type ReadMode = 'read' | 'hold' | 'change';

const unitStatement = (mode: ReadMode) =>
  steadyStatement((database: Kysely<RosterTables>, given: { id: string }) => {
    const query = database.selectFrom('roster.unit as u').select(recordColumns).where('u.id', '=', given.id);
    return mode === 'change' ? query.forNoKeyUpdate() : mode === 'hold' ? query.forShare() : query;
  });
const unitStatements = { read: unitStatement('read'), hold: unitStatement('hold'), change: unitStatement('change') };

/** The unit as it stands now. A change locks its row: two moves of one subtree must not interleave. */
export async function unitById(ctx: Context, id: string, mode: ReadMode = 'read'): Promise<UnitRecord | null> {
  const [unit] = await unitStatements[mode](ctx, { id });
  return unit ?? null;
}

export function unitsByIds(ctx: Context, ids: readonly string[]): Promise<UnitRecord[]> {
  return db(ctx)
    .selectFrom('roster.unit as u')
    .select(recordColumns)
    .where('u.id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
}

export interface UnitQuestion {
  day: Day;
  kinds?: readonly string[] | undefined;
  /** Path that a unit has now; on an earlier day it stands for the place that this unit had then. */
  under?: string | undefined;
  /** Only units that lie in these subtrees now. */
  scopes?: readonly string[] | undefined;
}

/** Units that existed on a day, with the names and parents of that day and the paths of today. */
export function unitRowsOn(ctx: Context, question: UnitQuestion): Promise<Unit[]> {
  const { day, kinds, under, scopes } = question;
  let query = db(ctx)
    .selectFrom('roster.unit_version as v')
    .innerJoin('roster.unit as u', 'u.id', 'v.unit_id')
    .select([
      'u.id',
      'v.parent_id as parentId',
      'u.kind',
      'v.name',
      'v.short_name as shortName',
      'u.position',
      'u.path',
      'u.valid_from as validFrom',
      'u.valid_to as validTo',
      'v.is_remote as isRemote',
    ])
    .where('v.valid_from', '<=', day)
    .where((eb) => eb.or([eb('v.valid_to', 'is', null), eb('v.valid_to', '>=', day)]))
    .orderBy('u.path');
  if (kinds !== undefined) query = query.where('u.kind', '=', sql<string>`any(${[...kinds]}::text[])`);
  if (under !== undefined && under !== '/')
    query = query.where(sql<boolean>`exists (
      select from roster.unit x join roster.unit_version w on w.unit_id = x.id
      where x.path = ${under} and w.valid_from <= ${day}::date and (w.valid_to is null or w.valid_to >= ${day}::date)
        and v.path >= w.path and v.path < left(w.path, -1) || '0')`);
  if (scopes !== undefined) query = query.where(inSubtrees('u.path', scopes));
  return query.execute();
}

/** Where units of today lay on a day; one that was not there yet is left out. */
export async function pathRowsOn(ctx: Context, paths: readonly string[], day: Day): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    select v.path from roster.unit u join roster.unit_version v on v.unit_id = u.id
    where u.path = any(${[...paths]}::text[]) and v.valid_from <= ${day}::date
      and (v.valid_to is null or v.valid_to >= ${day}::date)`.execute(ctx.transaction);
  return rows.map((row) => row.path);
}

export interface UnitVersionRow {
  name: string;
  shortName: string;
  parentId: string | null;
  parentName: string | null;
  validFrom: Day;
  validTo: Day | null;
}

export function versionsOf(ctx: Context, unitId: string): Promise<UnitVersionRow[]> {
  return db(ctx)
    .selectFrom('roster.unit_version as v')
    .leftJoin('roster.unit as p', 'p.id', 'v.parent_id')
    .select([
      'v.name',
      'v.short_name as shortName',
      'v.parent_id as parentId',
      'p.name as parentName',
      'v.valid_from as validFrom',
      'v.valid_to as validTo',
    ])
    .where('v.unit_id', '=', unitId)
    .orderBy('v.valid_from')
    .execute();
}

/** The latest day on which the names or place of a unit changed. */
export async function lastChangeOf(ctx: Context, unitId: string): Promise<Day> {
  const row = await db(ctx)
    .selectFrom('roster.unit_version')
    .select((eb) => eb.fn.max('valid_from').as('day'))
    .where('unit_id', '=', unitId)
    .executeTakeFirstOrThrow();
  return row.day;
}

export async function renameRow(
  ctx: Context,
  unit: UnitRecord,
  change: { name: string; shortName: string; position: number; from: Day },
): Promise<void> {
  const { name, shortName, position, from } = change;
  await sql`
    with closed as (
      update roster.unit_version set valid_to = ${from}::date - 1
      where unit_id = ${unit.id} and valid_from < ${from}::date and (valid_to is null or valid_to >= ${from}::date)
    ), renamed as (
      insert into roster.unit_version (unit_id, parent_id, name, short_name, path, is_remote, valid_from, valid_to)
      values (${unit.id}, ${unit.parentId}, ${name}, ${shortName}, ${unit.path}, ${unit.isRemote}, ${from}, ${unit.validTo})
      on conflict (unit_id, valid_from) do update set name = excluded.name, short_name = excluded.short_name
    )
    update roster.unit set name = ${name}, short_name = ${shortName}, position = ${position}
    where id = ${unit.id}`.execute(ctx.transaction);
}

/**
 * Waits for those who are just placing somebody in the subtree, and lets nobody else begin, so that the move that
 * follows as a statement of its own sees all of them.
 */
export async function lockSubtree(ctx: Context, unit: UnitRecord): Promise<void> {
  const { from, to } = subtreeRange(unit.path);
  await sql`select from roster.unit where path >= ${from} and path < ${to} order by path for no key update`.execute(
    ctx.transaction,
  );
}

/**
 * Gives a subtree its new paths, remembers the old ones and takes the people along, in one statement. A unit that
 * was added or changed on or after the day keeps its version and only gets the new path in it.
 */
export async function moveSubtree(
  ctx: Context,
  unit: UnitRecord,
  target: { parentId: string; path: string; from: Day },
): Promise<void> {
  const { from: low, to: high } = subtreeRange(unit.path);
  const skip = unit.path.length + 1;
  await sql`
    with moved as (
      update roster.unit u set path = ${target.path} || substr(u.path, ${skip}),
        parent_id = case when u.id = ${unit.id} then ${target.parentId}::uuid else u.parent_id end
      where u.path >= ${low} and u.path < ${high}
      returning u.id, u.parent_id, u.name, u.short_name, u.path, u.is_remote, u.valid_to
    ), people as (
      update roster.person p set unit_path = ${target.path} || substr(p.unit_path, ${skip})
      where p.unit_path >= ${low} and p.unit_path < ${high}
    ), closed as (
      update roster.unit_version v set valid_to = ${target.from}::date - 1 from moved m
      where v.unit_id = m.id and v.valid_from < ${target.from}::date
        and (v.valid_to is null or v.valid_to >= ${target.from}::date)
      returning v.unit_id
    ), later as (
      update roster.unit_version v set path = m.path, parent_id = m.parent_id from moved m
      where v.unit_id = m.id and v.valid_from >= ${target.from}::date
    )
    insert into roster.unit_version (unit_id, parent_id, name, short_name, path, is_remote, valid_from, valid_to)
    select m.id, m.parent_id, m.name, m.short_name, m.path, m.is_remote, ${target.from}, m.valid_to
    from moved m join closed c on c.unit_id = m.id`.execute(ctx.transaction);
}

/** Whether the unit still holds people, or open units below it, after a day. */
export async function holdsAnything(ctx: Context, unit: UnitRecord, lastDay: Day): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`
    select exists (select from roster.unit c where c.parent_id = ${unit.id} and (c.valid_to is null or c.valid_to > ${lastDay}::date))
      or exists (select from roster.placement p where p.unit_id = ${unit.id} and (p.valid_to is null or p.valid_to > ${lastDay}::date))
      or exists (select from roster.post_holding h where h.unit_id = ${unit.id} and (h.valid_to is null or h.valid_to > ${lastDay}::date))
      as holds`.execute(ctx.transaction);
  return rows[0]!.holds;
}

export async function closeRow(ctx: Context, unitId: string, lastDay: Day): Promise<void> {
  await sql`
    with ended as (
      update roster.unit_version set valid_to = ${lastDay}::date where unit_id = ${unitId} and valid_to is null
    )
    update roster.unit set valid_to = ${lastDay}::date where id = ${unitId}`.execute(ctx.transaction);
}

/** Tells every server to read the grants of those accounts anew whose units changed their names or places. */
export async function tellGrantsBelow(ctx: Context, path: string): Promise<void> {
  const { from, to } = subtreeRange(path);
  await sql`
    select pg_notify('gonghui_sessions', g.account_id::text)
    from roster.role_grant g join roster.unit u on u.id = g.unit_id
    where u.path >= ${from} and u.path < ${to} group by g.account_id`.execute(ctx.transaction);
}
