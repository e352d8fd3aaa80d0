import { sql } from 'kysely';
import { newId, tablesOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { RosterTables } from '../../tables.generated';
import type { CohortRow, Definition } from '../contract';

const db = (ctx: Context) => tablesOf<RosterTables>(ctx);

export type CohortRecord = Omit<CohortRow, 'abilities'> & { versionId: string };

/** One change of the cohorts at a time, so that two of one name can't arise; they are rare. */
export async function lockCohorts(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('roster.cohorts'))`.execute(ctx.transaction);
}

function selectCohorts(ctx: Context) {
  return db(ctx)
    .selectFrom('roster.cohort as c')
    .innerJoin('roster.cohort_version as v', 'v.cohort_id', 'c.id')
    .select(['c.id', 'c.code', 'v.note', 'c.is_built_in as isBuiltIn', 'v.number as version', 'v.id as versionId'])
    .select('c.retired_on as retiredOn')
    .select(ctx.language === 'en' ? sql<string>`coalesce(v.english_name, v.name)`.as('name') : 'v.name')
    .select(sql<Definition>`v.definition`.as('definition'));
}

/** Those of the program first, in the order in which they came; then those of the house by name, given up ones last. */
export function cohortRows(ctx: Context): Promise<CohortRecord[]> {
  return selectCohorts(ctx)
    .whereRef('v.number', '=', 'c.version')
    .orderBy(sql`c.retired_on is not null`)
    .orderBy('c.is_built_in', 'desc')
    .orderBy(sql`array_position(array['all_staff'], c.code)`)
    .orderBy('v.name')
    .execute();
}

/** By id or code; by the latest version, or the one with the number. */
export async function cohortBy(
  ctx: Context,
  key: { id: string } | { code: string },
  number?: number,
): Promise<CohortRecord | null> {
  let query = selectCohorts(ctx);
  query = 'id' in key ? query.where('c.id', '=', key.id) : query.where('c.code', '=', key.code);
  query = number === undefined ? query.whereRef('v.number', '=', 'c.version') : query.where('v.number', '=', number);
  return (await query.executeTakeFirst()) ?? null;
}

export interface VersionRow {
  id: string;
  number: number;
  name: string;
  definition: Definition;
  savedAt: string | null;
  savedBy: string | null;
}

export async function versionRows(ctx: Context, cohortId: string): Promise<VersionRow[]> {
  const rows = await db(ctx)
    .selectFrom('roster.cohort_version as v')
    .select(['v.id', 'v.number', 'v.saved_at as savedAt', 'v.saved_by_name as savedBy'])
    .select(ctx.language === 'en' ? sql<string>`coalesce(v.english_name, v.name)`.as('name') : 'v.name')
    .select(sql<Definition>`v.definition`.as('definition'))
    .where('v.cohort_id', '=', cohortId)
    .orderBy('v.number', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, savedAt: row.savedAt?.toISOString() ?? null }));
}

/** Whether another cohort that is in use bears the name, in either language. */
export async function isCohortNameTaken(ctx: Context, name: string, exceptId: string | null): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from roster.cohort c join roster.cohort_version v on v.cohort_id = c.id and v.number = c.version
      where c.retired_on is null and c.id is distinct from ${exceptId}::uuid and ${name} in (v.name, v.english_name)) as taken`.execute(
    ctx.transaction,
  );
  return rows[0]!.taken;
}

interface NewVersion {
  cohortId: string;
  number: number;
  name: string;
  note: string;
  definition: Definition;
}

export async function insertCohort(ctx: Context, fields: Omit<NewVersion, 'cohortId' | 'number'>): Promise<string> {
  const cohortId = newId();
  await sql`
    insert into roster.cohort (id, code) values (${cohortId}, 'own_' || nextval('roster.cohort_number'))`.execute(
    ctx.transaction,
  );
  await insertVersion(ctx, { ...fields, cohortId, number: 1 });
  return cohortId;
}

export async function addVersion(ctx: Context, version: NewVersion): Promise<void> {
  await insertVersion(ctx, version);
  await db(ctx)
    .updateTable('roster.cohort')
    .set({ version: version.number })
    .where('id', '=', version.cohortId)
    .execute();
}

async function insertVersion(ctx: Context, version: NewVersion): Promise<void> {
  await db(ctx)
    .insertInto('roster.cohort_version')
    .values({
      id: newId(),
      cohort_id: version.cohortId,
      number: version.number,
      name: version.name,
      note: version.note,
      definition: JSON.stringify(version.definition),
      saved_at: ctx.clock.now().toISOString(),
      saved_by: ctx.user?.accountId ?? null,
      saved_by_name: ctx.user?.name ?? '',
    })
    .execute();
}

export async function retireRow(ctx: Context, id: string, day: Day): Promise<void> {
  await db(ctx).updateTable('roster.cohort').set({ retired_on: day }).where('id', '=', id).execute();
}
