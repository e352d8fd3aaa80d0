import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { PostBefore } from './people';

export interface PersonNow {
  id: string;
  version: number;
  unitId: string | null;
  rightsPath: string;
}

/** People as they are now, their rows locked. */
export async function peopleNow(ctx: Context, ids: readonly string[]): Promise<Map<string, PersonNow>> {
  await sql`select from roster.person where id = any(${[...ids]}::uuid[]) order by id for no key update`.execute(
    ctx.transaction,
  );
  const { rows } = await sql<PersonNow>`
    select p.id, p.version, p.unit_id as "unitId", coalesce(p.unit_path, (select w.path from roster.placement l
      join roster.unit w on w.id = l.unit_id where l.person_id = p.id order by l.valid_from desc limit 1)) as "rightsPath"
    from roster.person p where p.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which of these units are open, held until the commit. */
export async function openUnits(ctx: Context, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from roster.unit where id = any(${[...ids]}::uuid[]) and valid_to is null order by id for share`.execute(
    ctx.transaction,
  );
  return new Set(rows.map((row) => row.id));
}

export interface PlacementToRestore {
  id: string;
  unitId: string;
  validFrom: Day;
  validTo: Day | null;
}

/** Puts placements and posts back as they were; those that the import added go. */
export async function restorePlaces(
  ctx: Context,
  given: {
    added: readonly string[];
    placements: readonly PlacementToRestore[];
    posts: readonly PostBefore[];
  },
): Promise<void> {
  if (given.added.length > 0)
    await sql`delete from roster.placement where id = any(${[...given.added]}::uuid[])`.execute(ctx.transaction);
  if (given.placements.length > 0)
    await sql`update roster.placement l set unit_id = g."unitId", valid_from = g."validFrom", valid_to = g."validTo"
      from jsonb_to_recordset(${JSON.stringify(given.placements)}::jsonb) as g(id uuid, "unitId" uuid, "validFrom" date,
        "validTo" date)
      where l.id = g.id`.execute(ctx.transaction);
  if (given.posts.length > 0)
    await sql`update roster.post_holding h set valid_to = g."validTo"
      from jsonb_to_recordset(${JSON.stringify(given.posts)}::jsonb) as g(id uuid, "validTo" date)
      where h.id = g.id`.execute(ctx.transaction);
}

const FOREIGN_KEY_VIOLATION = '23503';

/**
 * Removes people to whom no other record points, and answers who they were; whose file was opened stays, because the log
 * of readers is kept. Which records there are only the database knows: where it refuses a set, each half is tried by itself.
 */
export async function removePeople(ctx: Context, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  await sql`savepoint removing`.execute(ctx.transaction);
  try {
    await sql`delete from roster.placement where person_id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
    await sql`delete from roster.person where id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
    await sql`release savepoint removing`.execute(ctx.transaction);
    return new Set(ids);
  } catch (error) {
    await sql`rollback to savepoint removing`.execute(ctx.transaction);
    if ((error as { code?: string }).code !== FOREIGN_KEY_VIOLATION) throw error;
    if (ids.length === 1) return new Set();
    const middle = Math.ceil(ids.length / 2);
    const first = await removePeople(ctx, ids.slice(0, middle));
    return new Set([...first, ...(await removePeople(ctx, ids.slice(middle)))]);
  }
}

/** People who can't be removed leave instead: from today on they stand nowhere. */
export async function endPeople(ctx: Context, ids: readonly string[], lastDay: Day): Promise<void> {
  if (ids.length === 0) return;
  const at = ctx.clock.now().toISOString();
  await sql`
    with placed as (
      update roster.placement set valid_to = greatest(valid_from, ${lastDay}::date)
      where person_id = any(${[...ids]}::uuid[]) and valid_to is null
    ), held as (
      update roster.post_holding set valid_to = greatest(valid_from, ${lastDay}::date)
      where person_id = any(${[...ids]}::uuid[]) and (valid_to is null or valid_to > ${lastDay}::date)
    )
    update roster.person set employed_to = ${lastDay}::date, unit_id = null, unit_path = null, version = version + 1,
      updated_at = ${at}::timestamptz
    where id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
}
