import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { PersonMove } from './person-follower';
import type { Row } from './rules';

interface Counts {
  all: number;
  clashes: number;
}

/** Two seats of one term on one day, both held on some day at all. */
const isRivalSeat = sql`t.term_id = f.term_id and f.valid_to >= f.valid_from and t.valid_to >= t.valid_from
  and t.valid_from <= f.valid_to and f.valid_from <= t.valid_to`;

export async function seatCounts(ctx: Context, { from, to }: PersonMove): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select count(*)::int as all, count(*) filter (where exists (select from roster.body_seat t
      where t.person_id = ${to} and ${isRivalSeat}))::int as clashes
    from roster.body_seat f where f.person_id = ${from}`.execute(ctx.transaction);
  return rows[0]!;
}

/** Seats that the other person holds in the same term hold on no day any more; answers them as they were. */
export async function emptyRivalSeats(ctx: Context, { from, to }: PersonMove): Promise<(Row & { id: string })[]> {
  const { rows } = await sql<{ row: Row & { id: string } }>`
    with rivals as (
      select f.id, to_jsonb(f) as row from roster.body_seat f where f.person_id = ${from}
        and exists (select from roster.body_seat t where t.person_id = ${to} and ${isRivalSeat})
    ), emptied as (
      update roster.body_seat s set valid_to = s.valid_from - 1 from rivals where rivals.id = s.id
    )
    select row from rivals`.execute(ctx.transaction);
  return rows.map(({ row }) => row);
}

export async function restoreSeats(ctx: Context, rows: readonly Row[]): Promise<void> {
  await sql`update roster.body_seat s set valid_to = r.valid_to
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, valid_to date) where r.id = s.id`.execute(
    ctx.transaction,
  );
}

export async function moveSeats(
  ctx: Context,
  { from, to }: PersonMove,
  only: readonly string[] | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update roster.body_seat set person_id = ${to}
    where person_id = ${from} and ${only === null ? sql`true` : sql`id = any(${[...only]}::uuid[])`} returning id`.execute(
    ctx.transaction,
  );
  return rows.map(({ id }) => id);
}

/** One record of another module gives a person one result. */
const isSameResult = sql`t.source = f.source and t.voided_at is null and f.voided_at is null`;

export async function skillCounts(ctx: Context, { from, to }: PersonMove): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select count(*)::int as all, count(*) filter (where exists (select from roster.skill t
      where t.person_id = ${to} and ${isSameResult}))::int as clashes
    from roster.skill f where f.person_id = ${from}`.execute(ctx.transaction);
  return rows[0]!;
}

export async function moveSkills(
  ctx: Context,
  { from, to }: PersonMove,
  only: readonly string[] | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update roster.skill f set person_id = ${to}
    where f.person_id = ${from} and ${only === null ? sql`true` : sql`f.id = any(${[...only]}::uuid[])`}
      and not exists (select from roster.skill t where t.person_id = ${to} and ${isSameResult})
    returning f.id`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}

const isSamePart = sql`t.held_on = f.held_on and t.kind = f.kind and t.subject = f.subject`;

export async function participationCounts(ctx: Context, { from, to }: PersonMove): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select count(*)::int as all, count(t.person_id)::int as clashes
    from roster.participation f left join roster.participation t on t.person_id = ${to} and ${isSamePart}
    where f.person_id = ${from}`.execute(ctx.transaction);
  return rows[0]!;
}

/** Of two rows that say the same of the person one goes; answers it as it was. */
export async function dropDoubleParticipation(ctx: Context, { from, to }: PersonMove): Promise<Row[]> {
  const { rows } = await sql<{ row: Row }>`delete from roster.participation f
    where f.person_id = ${from} and exists (select from roster.participation t where t.person_id = ${to} and ${isSamePart})
    returning to_jsonb(f) as row`.execute(ctx.transaction);
  return rows.map(({ row }) => row);
}

/** Moves what a person took part in, all or only the given rows; answers them as they are then. */
export async function moveParticipation(
  ctx: Context,
  { from, to }: PersonMove,
  only: readonly Row[] | null = null,
): Promise<Row[]> {
  const among =
    only === null
      ? sql`true`
      : sql`exists (select from jsonb_to_recordset(${JSON.stringify(only)}::jsonb) as t(held_on date, kind text, subject text)
          where ${isSamePart})`;
  const { rows } = await sql<{ row: Row }>`update roster.participation f set person_id = ${to}
    where f.person_id = ${from} and ${among} returning to_jsonb(f) as row`.execute(ctx.transaction);
  return rows.map(({ row }) => row);
}

export async function putParticipation(ctx: Context, rows: readonly Row[]): Promise<void> {
  await sql`insert into roster.participation
    select * from jsonb_populate_recordset(null::roster.participation, ${JSON.stringify(rows)}::jsonb)
    on conflict do nothing`.execute(ctx.transaction);
}
