import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { PersonMove } from '#engines/roster';

/** Two covers of one plan on one day. */
const isRival = sql`t.plan = f.plan and t.starts_on <= coalesce(f.ended_on, f.ends_on)
  and f.starts_on <= coalesce(t.ended_on, t.ends_on)
  and (f.ended_on is null or f.ended_on >= f.starts_on) and (t.ended_on is null or t.ended_on >= t.starts_on)`;

export async function countCovers(ctx: Context, { from, to }: PersonMove): Promise<{ all: number; clashes: number }> {
  const { rows } = await sql<{ all: number; clashes: number }>`
    select count(*)::int as all, count(*) filter (where exists (select from relief.cover t
      where t.person_id = ${to} and ${isRival}))::int as clashes
    from relief.cover f where f.person_id = ${from}`.execute(ctx.transaction);
  return rows[0]!;
}

/** Covers that give way cover no day any more; answers how they ended before. */
export async function emptyRivalCovers(
  ctx: Context,
  { from, to }: PersonMove,
): Promise<{ id: string; endedOn: string | null }[]> {
  const { rows } = await sql<{ id: string; endedOn: string | null }>`
    with rivals as (
      select f.id, f.ended_on from relief.cover f where f.person_id = ${from}
        and exists (select from relief.cover t where t.person_id = ${to} and ${isRival})
    ), emptied as (
      update relief.cover c set ended_on = c.starts_on - 1 from rivals where rivals.id = c.id
    )
    select id, ended_on as "endedOn" from rivals`.execute(ctx.transaction);
  return rows;
}

export async function restoreCovers(
  ctx: Context,
  covers: readonly { id: string; endedOn: string | null }[],
): Promise<void> {
  await sql`update relief.cover c set ended_on = r."endedOn"
    from jsonb_to_recordset(${JSON.stringify(covers)}::jsonb) as r(id uuid, "endedOn" date) where r.id = c.id`.execute(
    ctx.transaction,
  );
}

export async function moveCovers(
  ctx: Context,
  { from, to }: PersonMove,
  only: readonly string[] | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update relief.cover set person_id = ${to}
    where person_id = ${from} and ${only === null ? sql`true` : sql`id = any(${[...only]}::uuid[])`} returning id`.execute(
    ctx.transaction,
  );
  return rows.map(({ id }) => id);
}

interface CoverRow {
  plan: string;
  startsOn: string;
  endsOn: string;
  endedOn: string | null;
}

export async function coversOf(ctx: Context, personId: string): Promise<CoverRow[]> {
  const { rows } = await sql<CoverRow>`
    select plan, starts_on as "startsOn", ends_on as "endsOn", ended_on as "endedOn" from relief.cover
    where person_id = ${personId} order by starts_on, id`.execute(ctx.transaction);
  return rows;
}

/** How many covers there are, and until when the last of them is kept with the books: to the end of a calendar year. */
export async function keptCovers(
  ctx: Context,
  personIds: readonly string[],
  years: number,
): Promise<{ count: number; until: string | null }> {
  const { rows } = await sql<{ count: number; until: string | null }>`
    select count(*)::int as count,
      make_date(extract(year from max(coalesce(ended_on, ends_on)))::int + ${years}::int, 12, 31) as until
    from relief.cover where person_id = any(${[...personIds]}::uuid[])`.execute(ctx.transaction);
  return rows[0]!;
}
