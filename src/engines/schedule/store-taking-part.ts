import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import type { Seat } from './rules';

export async function selectSeats(ctx: Context, eventId: string): Promise<Seat[]> {
  const { rows } = await sql<Seat>`select person_id as "personId", position, state from schedule.sign_up
    where event_id = ${eventId} and state <> 'withdrawn' order by position`.execute(ctx.transaction);
  return rows;
}

/** Adds sign-ups in the order given; the event's row is locked, so the counter gives the one order there is. */
export async function insertSignUps(
  ctx: Context,
  eventId: string,
  seats: readonly { personId: string; state: 'placed' | 'waiting' }[],
): Promise<void> {
  const { rows } = await sql<{ last: number }>`update schedule.event set last_position = last_position + ${seats.length}
    where id = ${eventId} returning last_position as last`.execute(ctx.transaction);
  const first = rows[0]!.last - seats.length + 1;
  const values = seats.map((seat, i) => ({
    id: newId(),
    person_id: seat.personId,
    state: seat.state,
    position: first + i,
  }));
  await sql`insert into schedule.sign_up (id, event_id, person_id, position, state, signed_up_at, signed_up_by)
    select id, ${eventId}, person_id, position, state, ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null}
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(id uuid, person_id uuid, state text, position int)`.execute(
    ctx.transaction,
  );
}

/** Ends the sign-up of a person; false when there is none. */
export async function endSignUp(ctx: Context, eventId: string, personId: string): Promise<boolean> {
  const { rows } =
    await sql`update schedule.sign_up set state = 'withdrawn', withdrawn_at = ${ctx.clock.now().toISOString()}
    where event_id = ${eventId} and person_id = ${personId} and state <> 'withdrawn' returning id`.execute(
      ctx.transaction,
    );
  return rows.length > 0;
}

export async function moveUp(ctx: Context, eventId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await sql`update schedule.sign_up set state = 'placed'
    where event_id = ${eventId} and state = 'waiting' and person_id = any(${[...personIds]}::uuid[])`.execute(
    ctx.transaction,
  );
}

export interface OwnPart {
  eventId: string;
  state: 'placed' | 'waiting' | null;
  waitingNumber: number | null;
  isPresent: boolean;
}

/** What one person has to do with each of the events. */
export async function selectOwnParts(
  ctx: Context,
  personId: string,
  eventIds: readonly string[],
): Promise<Map<string, OwnPart>> {
  const { rows } = await sql<OwnPart>`
    select i.id as "eventId", u.state,
      case when u.state = 'waiting' then (select count(*)::int from schedule.sign_up w
        where w.event_id = u.event_id and w.state = 'waiting' and w.position <= u.position) end as "waitingNumber",
      exists (select from schedule.attendance a where a.event_id = i.id and a.person_id = ${personId}) as "isPresent"
    from unnest(${[...eventIds]}::uuid[]) as i(id)
      left join schedule.sign_up u on u.event_id = i.id and u.person_id = ${personId} and u.state <> 'withdrawn'`.execute(
    ctx.transaction,
  );
  return new Map(rows.map((row) => [row.eventId, row]));
}

export interface SignUpRecord {
  personId: string;
  state: 'placed' | 'waiting';
  position: number;
  signedUpAt: Date;
}

export async function selectSignUps(
  ctx: Context,
  eventId: string,
  after: number,
  limit: number,
): Promise<SignUpRecord[]> {
  const { rows } = await sql<SignUpRecord>`select person_id as "personId", state, position, signed_up_at as "signedUpAt"
    from schedule.sign_up where event_id = ${eventId} and state <> 'withdrawn' and position > ${after}
    order by position limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** Adds people that came; one who is there already stays as first recorded. Answers how many are new. */
export async function insertAttendance(
  ctx: Context,
  eventId: string,
  personIds: readonly string[],
  way: 'list' | 'code',
): Promise<number> {
  const { rows } = await sql`insert into schedule.attendance (event_id, person_id, way, recorded_at, recorded_by)
    select ${eventId}, p, ${way}, ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null}
    from unnest(${[...personIds]}::uuid[]) as p on conflict (event_id, person_id) do nothing returning person_id`.execute(
    ctx.transaction,
  );
  return rows.length;
}

export async function deleteAttendance(ctx: Context, eventId: string, personId: string): Promise<boolean> {
  const { rows } = await sql`delete from schedule.attendance where event_id = ${eventId} and person_id = ${personId}
    returning person_id`.execute(ctx.transaction);
  return rows.length > 0;
}

export interface AttendanceRecord {
  personId: string;
  way: 'list' | 'code';
  recordedAt: Date;
}

/** By person's id: ids are in the order in which people came to the roster, and every page is one index range. */
export async function selectAttendance(
  ctx: Context,
  eventId: string,
  after: string | null,
  limit: number,
): Promise<AttendanceRecord[]> {
  const { rows } = await sql<AttendanceRecord>`select person_id as "personId", way, recorded_at as "recordedAt"
    from schedule.attendance where event_id = ${eventId} and (${after}::uuid is null or person_id > ${after}::uuid)
    order by person_id limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export interface PhotoRecord {
  id: string;
  eventId: string | null;
  fileId: string;
  addedAt: Date;
}

export async function insertPhoto(ctx: Context, eventId: string | null, fileId: string): Promise<PhotoRecord> {
  const id = newId();
  const addedAt = ctx.clock.now();
  await sql`insert into schedule.photo (id, event_id, file_id, account_id, added_at)
    values (${id}, ${eventId}, ${fileId}, ${ctx.user?.accountId ?? null}, ${addedAt.toISOString()})`.execute(
    ctx.transaction,
  );
  return { id, eventId, fileId, addedAt };
}

/** Gives photos that this account sent before to an event; answers how many were found. */
export async function adoptPhotos(ctx: Context, eventId: string, photoIds: readonly string[]): Promise<number> {
  const { rows } = await sql`update schedule.photo set event_id = ${eventId}
    where id = any(${[...photoIds]}::uuid[]) and event_id is null and removed_at is null
      and account_id = ${ctx.user?.accountId ?? null} returning id`.execute(ctx.transaction);
  return rows.length;
}

/** How many photos an account has sent that belong to no event yet. */
export async function countLoosePhotos(ctx: Context): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from schedule.photo
    where event_id is null and removed_at is null and account_id = ${ctx.user?.accountId ?? null}`.execute(
    ctx.transaction,
  );
  return rows[0]!.count;
}

export async function selectPhotos(ctx: Context, eventId: string): Promise<PhotoRecord[]> {
  const { rows } = await sql<PhotoRecord>`select id, event_id as "eventId", file_id as "fileId", added_at as "addedAt"
    from schedule.photo where event_id = ${eventId} and removed_at is null order by id`.execute(ctx.transaction);
  return rows;
}

export async function findPhoto(ctx: Context, eventId: string, photoId: string): Promise<PhotoRecord | null> {
  return (await selectPhotos(ctx, eventId)).find((photo) => photo.id === photoId) ?? null;
}

export async function markPhotoRemoved(ctx: Context, photoId: string, reason: string): Promise<void> {
  await sql`update schedule.photo set removed_at = ${ctx.clock.now().toISOString()}, removed_reason = ${reason}
    where id = ${photoId}`.execute(ctx.transaction);
}

/** Everybody named as present. */
export async function attendedBy(ctx: Context, eventId: string): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    select person_id as "personId" from schedule.attendance where event_id = ${eventId}`.execute(ctx.transaction);
  return rows.map((row) => row.personId);
}
