import { AppError, audit, notFound, userOf, type Context } from '#kernel';
import { isId, type Page } from '#kernel/contract';
import { currentCode, isFreshCode, isTyped } from './check-in-codes';
import { wrongCodesOf } from './wrong-codes';
import { eventFor, mayRead, refusePeopleElsewhere } from './policy';
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
 * isn't the host's, a person that isn't there, nor of the host's units nor of those whom the event is for
 * (kernel.not_found), an event that is closed (schedule.event_closed) or whose day hasn't come (schedule.not_begun).
 */
export async function recordAttendance(
  ctx: Context,
  eventId: string,
  personIds: readonly string[],
): Promise<{ added: number; named: number }> {
  const event = await eventToRecord(ctx, eventId);
  const wanted = [...new Set(personIds)];
  await refusePeopleElsewhere(ctx, 'schedule.attendance.write', wanted, event.audiencePath);
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
): Promise<{ code: string; digits: string; changesAt: string; named: number }> {
  const event = await eventFor(ctx, eventId, 'schedule.attendance.write');
  const now = ctx.clock.now();
  if (!isCheckInOpen(event, now)) throw new AppError('schedule.check_in_not_open', { title: event.title });
  const { code, digits, changesAt } = currentCode(event.codeSecret, eventId, now);
  return { code, digits, changesAt: changesAt.toISOString(), named: event.named };
}

/**
 * Records the reader as present by the code on the host's screen, scanned or typed as six digits. The code proves
 * that the person is there, so a guest of another unit may check in too. A second scan changes nothing. Refuses: an
 * account without a person (schedule.no_person), an event that isn't there or, with a wrong code, isn't the reader's
 * (kernel.not_found), a code older than 90 seconds (schedule.code_stale), digits after too many wrong ones
 * (schedule.too_many_wrong_codes), an event at which nobody checks in now (schedule.check_in_not_open).
 */
export async function checkIn(
  ctx: Context,
  given: { eventId: string; code: string },
): Promise<{ title: string; isFirst: boolean }> {
  const personId = ownPerson(ctx);
  const event = await findEvent(ctx, given.eventId, 'share');
  if (event === null) throw notFound();
  const now = ctx.clock.now();
  const verdict = judgeCode(ctx, event, given.code);
  if (verdict !== 'fresh' && !mayRead(ctx, event)) throw notFound();
  if (verdict === 'unheard') throw new AppError('schedule.too_many_wrong_codes');
  if (!isCheckInOpen(event, now)) throw new AppError('schedule.check_in_not_open', { title: event.title });
  if (verdict === 'wrong') throw new AppError('schedule.code_stale');
  const added = await store.insertAttendance(ctx, event.id, [personId], 'code');
  audit(ctx, { action: 'schedule.checkIn', subject: `event:${event.id}`, details: { personId, isFirst: added === 1 } });
  return { title: event.title, isFirst: added === 1 };
}

/**
 * Digits could be guessed by trying: an account that typed five wrong ones waits, whatever it types next, and so does
 * everybody at an event at which very many were typed.
 */
function judgeCode(ctx: Context, event: EventRecord, code: string): 'fresh' | 'wrong' | 'unheard' {
  const now = ctx.clock.now();
  const tries = wrongCodesOf(ctx.house);
  const { accountId } = userOf(ctx);
  if (isTyped(code) && tries.isFull(event.id, accountId, now)) return 'unheard';
  const isFresh = isFreshCode(event.codeSecret, event.id, code, now);
  // Judged and counted in one go, without waiting in between: many tries at one moment can't slip past.
  if (isTyped(code) && !isFresh) tries.add(event.id, accountId, now);
  return isFresh ? 'fresh' : 'wrong';
}

/** Who came, for the host. Refuses: an event that isn't there or isn't the host's. */
export async function listAttendance(
  ctx: Context,
  eventId: string,
  page: { cursor?: string; limit: number },
): Promise<Page<store.AttendanceRecord & { name: string; unitName: string | null }>> {
  await eventFor(ctx, eventId, 'schedule.attendance.write');
  if (page.cursor !== undefined && !isId(page.cursor)) throw new AppError('kernel.invalid_input', { fields: 'cursor' });
  const rows = await store.selectAttendance(ctx, eventId, page.cursor ?? null, page.limit + 1);
  const shown = rows.slice(0, page.limit);
  return { rows: await withNames(ctx, shown), nextCursor: rows.length > page.limit ? shown.at(-1)!.personId : null };
}
