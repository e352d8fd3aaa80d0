import { AppError, audit, notFound, type Context } from '#kernel';
import type { Page } from '#kernel/contract';
import { personNames } from '#engines/roster';
import { currentCode, isFreshCode } from './check-in-codes';
import { eventFor, mayRead } from './policy';
import { canStep, hasDayCome, isCheckInOpen } from './rules';
import { ownPerson, withNames } from './sign-ups';
import { findEvent, updateHeadCount, type EventRecord } from './store';
import * as store from './store-taking-part';

/** Refuses: an event that isn't the host's (kernel.not_found), a closed one, one whose day hasn't come. */
async function eventToRecord(ctx: Context, eventId: string): Promise<EventRecord> {
  const event = await eventFor(ctx, eventId, 'schedule.attendance.write', 'lock');
  refuseClosed(event);
  if (!hasDayCome(event, ctx.clock.now())) throw new AppError('schedule.not_begun', { title: event.title });
  return event;
}

function refuseClosed(event: EventRecord): void {
  if (!canStep(event.state, 'change')) throw new AppError('schedule.event_closed', { title: event.title });
}

/**
 * Records people that came. One who is there already is not counted again. Refuses: an event that isn't there or
 * isn't the host's, a person that isn't there (kernel.not_found), an event that is closed (schedule.event_closed) or
 * whose day hasn't come (schedule.not_begun).
 */
export async function recordAttendance(
  ctx: Context,
  eventId: string,
  personIds: readonly string[],
): Promise<{ added: number; named: number }> {
  const event = await eventToRecord(ctx, eventId);
  const wanted = [...new Set(personIds)];
  const known = await personNames(ctx, wanted);
  if (wanted.some((id) => !known.has(id))) throw notFound();
  const added = await store.insertAttendance(ctx, eventId, wanted, 'list');
  audit(ctx, {
    action: 'schedule.recordAttendance',
    subject: `event:${eventId}`,
    details: { given: wanted.length, added },
  });
  return { added, named: event.named + added };
}

/** Refuses: an event that isn't the host's, a name that isn't on the list (kernel.not_found), a closed event (schedule.event_closed). */
export async function removeAttendance(ctx: Context, eventId: string, personId: string, reason: string): Promise<void> {
  refuseClosed(await eventFor(ctx, eventId, 'schedule.attendance.write', 'lock'));
  if (!(await store.deleteAttendance(ctx, eventId, personId))) throw notFound();
  audit(ctx, { action: 'schedule.removeAttendance', subject: `event:${eventId}`, details: { personId, reason } });
}

/** Refuses: as recordAttendance, and fewer heads than names (schedule.head_count_below_named). */
export async function setHeadCount(ctx: Context, eventId: string, headCount: number | null): Promise<void> {
  const event = await eventToRecord(ctx, eventId);
  if (headCount !== null && headCount < event.named)
    throw new AppError('schedule.head_count_below_named', { named: event.named });
  await updateHeadCount(ctx, eventId, headCount);
  audit(ctx, { action: 'schedule.setHeadCount', subject: `event:${eventId}`, details: { headCount } });
}

/** Refuses: an event that isn't the host's (kernel.not_found), one at which nobody checks in now (schedule.check_in_not_open). */
export async function getCheckInCode(
  ctx: Context,
  eventId: string,
): Promise<{ code: string; changesAt: string; named: number }> {
  const event = await eventFor(ctx, eventId, 'schedule.attendance.write');
  const now = ctx.clock.now();
  if (!isCheckInOpen(event, now)) throw new AppError('schedule.check_in_not_open', { title: event.title });
  const { code, changesAt } = currentCode(event.codeSecret, eventId, now);
  return { code, changesAt: changesAt.toISOString(), named: event.named };
}

/**
 * Records the reader as present by the code on the host's screen. The code proves that the person is there, so a
 * guest of another unit may check in too. A second scan changes nothing. Refuses: an account without a person
 * (schedule.no_person), an event that isn't there or, with a wrong code, isn't the reader's (kernel.not_found), a code
 * older than 90 seconds (schedule.code_stale), an event at which nobody checks in now (schedule.check_in_not_open).
 */
export async function checkIn(
  ctx: Context,
  given: { eventId: string; code: string },
): Promise<{ title: string; isFirst: boolean }> {
  const personId = ownPerson(ctx);
  const event = await findEvent(ctx, given.eventId, 'share');
  if (event === null) throw notFound();
  const now = ctx.clock.now();
  const isFresh = isFreshCode(event.codeSecret, event.id, given.code, now);
  if (!isFresh && !mayRead(ctx, event)) throw notFound();
  if (!isCheckInOpen(event, now)) throw new AppError('schedule.check_in_not_open', { title: event.title });
  if (!isFresh) throw new AppError('schedule.code_stale');
  const added = await store.insertAttendance(ctx, event.id, [personId], 'code');
  audit(ctx, { action: 'schedule.checkIn', subject: `event:${event.id}`, details: { personId, isFirst: added === 1 } });
  return { title: event.title, isFirst: added === 1 };
}

/** Who came, for the host. Refuses: an event that isn't there or isn't the host's. */
export async function listAttendance(
  ctx: Context,
  eventId: string,
  page: { cursor?: string; limit: number },
): Promise<Page<store.AttendanceRecord & { name: string; unitName: string | null }>> {
  await eventFor(ctx, eventId, 'schedule.attendance.write');
  if (page.cursor !== undefined && !/^[0-9a-f-]{36}$/.test(page.cursor))
    throw new AppError('kernel.invalid_input', { fields: 'cursor' });
  const rows = await store.selectAttendance(ctx, eventId, page.cursor ?? null, page.limit + 1);
  const shown = rows.slice(0, page.limit);
  return { rows: await withNames(ctx, shown), nextCursor: rows.length > page.limit ? shown.at(-1)!.personId : null };
}
