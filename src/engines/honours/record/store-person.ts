import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { PersonMove } from '#engines/roster';

export interface FollowedHonours {
  nominations: string[];
  honours: string[];
  seats: { roundId: string; place: number }[];
}

export async function countRows(ctx: Context, ids: readonly string[]) {
  const { rows } = await sql<{ nominations: number; honours: number; seats: number; open: number }>`
    select (select count(*)::int from honours.nomination where person_id = any(${[...ids]}::uuid[])) as nominations,
      (select count(*)::int from honours.honour where person_id = any(${[...ids]}::uuid[])) as honours,
      (select count(*)::int from honours.seat where person_id = any(${[...ids]}::uuid[])) as seats,
      (select count(*)::int from honours.nomination n join honours.round r on r.id = n.round_id
        where n.person_id = any(${[...ids]}::uuid[]) and r.state not in ('decided', 'closed', 'cancelled')) as open`.execute(
    ctx.transaction,
  );
  return rows[0]!;
}

/** Honours that the other record has of the same title and year: they stay where they are. */
export async function countClashes(ctx: Context, { from, to }: PersonMove): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from honours.honour h where h.person_id = ${from}
      and exists (select from honours.honour o
        where o.person_id = ${to} and o.scheme_key = h.scheme_key and o.year = h.year)`.execute(ctx.transaction);
  return rows[0]!.count;
}

export async function bringOver(ctx: Context, { from, to }: PersonMove): Promise<FollowedHonours> {
  const { rows: nominations } = await sql<{ id: string }>`
    update honours.nomination set person_id = ${to} where person_id = ${from} returning id`.execute(ctx.transaction);
  const { rows: honours } = await sql<{ id: string }>`
    update honours.honour h set person_id = ${to} where h.person_id = ${from}
      and not exists (select from honours.honour o
        where o.person_id = ${to} and o.scheme_key = h.scheme_key and o.year = h.year)
    returning h.id`.execute(ctx.transaction);
  const { rows: seats } = await sql<{ roundId: string; place: number }>`
    update honours.seat set person_id = ${to} where person_id = ${from}
    returning round_id as "roundId", place`.execute(ctx.transaction);
  return { nominations: nominations.map(({ id }) => id), honours: honours.map(({ id }) => id), seats };
}

export async function bringBack(ctx: Context, from: string, rows: FollowedHonours): Promise<void> {
  await sql`update honours.nomination set person_id = ${from} where id = any(${rows.nominations}::uuid[])`.execute(
    ctx.transaction,
  );
  await sql`update honours.honour set person_id = ${from} where id = any(${rows.honours}::uuid[])`.execute(
    ctx.transaction,
  );
  await sql`
    update honours.seat s set person_id = ${from}
    from jsonb_to_recordset(${JSON.stringify(rows.seats)}::jsonb) as m("roundId" uuid, place int)
    where s.round_id = m."roundId" and s.place = m.place`.execute(ctx.transaction);
}

/** What was written about somebody in words goes; that it was conferred, and by how many votes, stays. */
export async function emptyWords(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`update honours.nomination set parts = '{}', new_merits = '', vetoes = '{}',
      state_reason = case when state in ('refused', 'unqualified', 'struck') then '—' else '' end
    where person_id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  await sql`delete from honours.nomination_file f using honours.nomination n
    where n.id = f.nomination_id and n.person_id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
}
