import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface CoverRow {
  id: string;
  personId: string;
  plan: string;
  startsOn: Day;
  endsOn: Day;
}

const columns = sql`c.id, c.person_id as "personId", c.plan, c.starts_on as "startsOn",
  coalesce(c.ended_on, c.ends_on) as "endsOn"`;

/** Covers of people that end on a day or later, the earliest first. */
export async function coversOf(ctx: Context, personIds: readonly string[], endingFrom: Day): Promise<CoverRow[]> {
  const { rows } = await sql<CoverRow>`
    select ${columns} from relief.cover c where c.person_id = any(${[...personIds]}::uuid[])
      and coalesce(c.ended_on, c.ends_on) >= ${endingFrom}::date and (c.ended_on is null or c.ended_on >= c.starts_on)
    order by c.starts_on, c.id`.execute(ctx.transaction);
  return rows;
}

/** Who has a cover that ends between two days, and none that goes on after it. */
export async function peopleEnding(ctx: Context, from: Day, to: Day): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    select person_id as "personId" from relief.cover where ended_on is null
    group by person_id, plan having max(ends_on) between ${from}::date and ${to}::date`.execute(ctx.transaction);
  return [...new Set(rows.map((row) => row.personId))];
}

/** Who is covered by no plan any more on a day, though some plan ran until the days before. */
export async function peopleLapsed(ctx: Context, day: Day): Promise<{ personId: string; lastDay: Day }[]> {
  const { rows } = await sql<{ personId: string; lastDay: Day }>`
    select person_id as "personId", max(coalesce(ended_on, ends_on)) as "lastDay" from relief.cover
    group by person_id having max(coalesce(ended_on, ends_on)) < ${day}::date`.execute(ctx.transaction);
  return rows;
}

export async function insertCovers(
  ctx: Context,
  covers: readonly { personId: string; plan: string; startsOn: Day; endsOn: Day; ruleVersionId: string }[],
): Promise<void> {
  const rows = covers.map((cover) => ({ ...cover, id: newId() }));
  await sql`
    insert into relief.cover (id, person_id, plan, starts_on, ends_on, rule_version_id, recorded_at, recorded_by)
    select id, "personId", plan, "startsOn", "endsOn", "ruleVersionId", ${ctx.clock.now().toISOString()}::timestamptz,
      ${ctx.user?.accountId ?? null}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g(id uuid, "personId" uuid, plan text, "startsOn" date, "endsOn" date, "ruleVersionId" uuid)`.execute(
    ctx.transaction,
  );
}

/** Ends the covers of people with the day before they leave; one that had not begun never ran. */
export async function endCovers(ctx: Context, personIds: readonly string[], lastDay: Day): Promise<void> {
  await sql`
    update relief.cover set ended_on = greatest(${lastDay}::date, starts_on - 1)
    where person_id = any(${[...personIds]}::uuid[]) and ended_on is null and ends_on > ${lastDay}::date`.execute(
    ctx.transaction,
  );
}

/** How many covers were reckoned by each version of the plans. */
export async function coversByVersion(
  ctx: Context,
  versionIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select rule_version_id as id, count(*)::int as count from relief.cover
    where rule_version_id = any(${[...versionIds]}::uuid[]) group by rule_version_id`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.id, row.count]));
}
