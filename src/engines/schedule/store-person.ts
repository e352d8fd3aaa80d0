import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';

const among = (column: string, only: readonly string[] | null): RawBuilder<boolean> =>
  only === null ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = any(${[...only]}::uuid[])`;

/** Where both people are signed up for one event. */
export interface SignUpClash {
  eventId: string;
  fromId: string;
  fromState: 'placed' | 'waiting';
  fromPosition: number;
  toId: string;
  toState: 'placed' | 'waiting';
  toPosition: number;
}

export async function signUpClashes(ctx: Context, from: string, to: string): Promise<SignUpClash[]> {
  const { rows } = await sql<SignUpClash>`
    select f.event_id as "eventId", f.id as "fromId", f.state as "fromState", f.position as "fromPosition",
      t.id as "toId", t.state as "toState", t.position as "toPosition"
    from schedule.sign_up f join schedule.sign_up t on t.event_id = f.event_id and t.person_id = ${to} and t.state <> 'withdrawn'
    where f.person_id = ${from} and f.state <> 'withdrawn' order by f.event_id`.execute(ctx.transaction);
  return rows;
}

export async function withdrawSignUps(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`update schedule.sign_up set state = 'withdrawn', withdrawn_at = ${ctx.clock.now().toISOString()}
    where id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
}

export async function moveSignUps(
  ctx: Context,
  from: string,
  to: string,
  only: readonly string[] | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update schedule.sign_up set person_id = ${to}
    where person_id = ${from} and ${among('id', only)} returning id`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}

/**
 * Takes a withdrawal back: with the place where there is one, else at the old position among those who wait. A person
 * who has signed up again since keeps that.
 */
export async function restoreSignUp(ctx: Context, id: string, state: 'placed' | 'waiting'): Promise<void> {
  await sql`
    update schedule.sign_up s set withdrawn_at = null, state = case when ${state} = 'placed' and (e.places is null
        or (select count(*) from schedule.sign_up o where o.event_id = s.event_id and o.state = 'placed') < e.places)
      then 'placed' else 'waiting' end
    from schedule.event e
    where s.id = ${id} and s.state = 'withdrawn' and e.id = s.event_id and not exists (select from schedule.sign_up o
      where o.event_id = s.event_id and o.person_id = s.person_id and o.state <> 'withdrawn')`.execute(ctx.transaction);
}

export type AttendanceRow = Readonly<Record<string, unknown>>;

/** Of two records of one attendance the other person's goes; answers the rows as they were. */
export async function dropDoubleAttendance(ctx: Context, from: string, to: string): Promise<AttendanceRow[]> {
  const { rows } = await sql<{ row: AttendanceRow }>`delete from schedule.attendance f
    where f.person_id = ${from} and exists (select from schedule.attendance t
      where t.event_id = f.event_id and t.person_id = ${to})
    returning to_jsonb(f) as row`.execute(ctx.transaction);
  return rows.map(({ row }) => row);
}

export async function putAttendance(ctx: Context, rows: readonly AttendanceRow[]): Promise<void> {
  await sql`insert into schedule.attendance
    select * from jsonb_populate_recordset(null::schedule.attendance, ${JSON.stringify(rows)}::jsonb)
    on conflict (event_id, person_id) do nothing`.execute(ctx.transaction);
}

export async function moveAttendance(
  ctx: Context,
  from: string,
  to: string,
  only: readonly string[] | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update schedule.attendance set person_id = ${to}
    where person_id = ${from} and ${among('event_id', only)} returning event_id as id`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}

export async function moveFeeds(
  ctx: Context,
  from: string,
  to: string,
  only: readonly string[] | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update schedule.feed set person_id = ${to}
    where person_id = ${from} and ${among('id', only)} returning id`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}

export async function moveDuties(
  ctx: Context,
  from: string,
  to: string,
  only: readonly string[] | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update schedule.duty set person_id = ${to}
    where person_id = ${from} and ${among('id', only)} returning id`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}

export interface PersonCounts {
  signUps: number;
  attendance: number;
  doubleAttendance: number;
  feeds: number;
  duties: number;
}

/** How much of the schedule hangs on a person, and how often another one came to the same event. */
export async function countsOfPerson(ctx: Context, from: string, to: string): Promise<PersonCounts> {
  const { rows } = await sql<PersonCounts>`
    select (select count(*)::int from schedule.sign_up where person_id = ${from}) as "signUps",
      (select count(*)::int from schedule.attendance where person_id = ${from}) as attendance,
      (select count(*)::int from schedule.attendance f join schedule.attendance t using (event_id)
        where f.person_id = ${from} and t.person_id = ${to}) as "doubleAttendance",
      (select count(*)::int from schedule.feed where person_id = ${from}) as feeds,
      (select count(*)::int from schedule.duty where person_id = ${from}) as duties`.execute(ctx.transaction);
  return rows[0]!;
}

interface SignUpRow {
  title: string;
  firstDay: string;
  state: string;
}

export async function signUpsOf(ctx: Context, personId: string): Promise<SignUpRow[]> {
  const { rows } = await sql<SignUpRow>`
    select e.title, e.first_day as "firstDay", s.state from schedule.sign_up s join schedule.event e on e.id = s.event_id
    where s.person_id = ${personId} order by e.first_day, s.id`.execute(ctx.transaction);
  return rows;
}

export async function attendanceOf(ctx: Context, personId: string): Promise<{ title: string; day: string }[]> {
  const { rows } = await sql<{ title: string; day: string }>`
    select e.title, coalesce(e.held_on, e.first_day) as day
    from schedule.attendance a join schedule.event e on e.id = a.event_id
    where a.person_id = ${personId} order by day, e.id`.execute(ctx.transaction);
  return rows;
}

/** Titles of the duties that a person still has to do. */
export async function dutiesUnderWay(ctx: Context, personIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ title: string }>`select title from schedule.duty
    where person_id = any(${[...personIds]}::uuid[]) and (ends_on is null or ends_on >= ${ctx.clock.today()}::date)
    order by id`.execute(ctx.transaction);
  return rows.map(({ title }) => title);
}

/** Nobody reads a calendar by these addresses any more. */
export async function endFeeds(ctx: Context, personIds: readonly string[]): Promise<void> {
  await sql`delete from schedule.feed where person_id = any(${[...personIds]}::uuid[])`.execute(ctx.transaction);
}

/** Duties that are over name nobody. */
export async function emptyDuties(ctx: Context, personIds: readonly string[]): Promise<void> {
  await sql`update schedule.duty set person_id = null where person_id = any(${[...personIds]}::uuid[])`.execute(
    ctx.transaction,
  );
}
