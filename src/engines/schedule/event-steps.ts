import { AppError, audit, may, newId, notFound, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { forgetParticipation, getUnit, noteParticipation } from '#engines/roster';
import { randomBytes } from 'node:crypto';
import type { EventRow } from './contract';
import type * as contract from './contract';
import { writeEvents } from './events';
import { eventFor, unitInSight } from './policy';
import { presentEvent, splitTags, tagsWith } from './present';
import { canStep, daysOf, judgeClosing, movingUp, refusalOfWindow, stateAfterReopening, type EventStep } from './rules';
import { findEvent, replaceTags, updateEvent, type EventChange, type EventRecord } from './store';
import { takenEditions } from './store-series';
import { adoptPhotos, attendedBy, moveUp, selectSeats } from './store-taking-part';
import { tellCancelled, tellMovedUp, tellOnAgain, tellWhenAndWhere } from './tell-people';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;

/**
 * The locked event for a step. Refuses: an event that isn't there or isn't the person's (kernel.not_found), a
 * version that isn't the latest (kernel.changed_meanwhile), a state from which the step isn't possible
 * (schedule.step_impossible).
 */
async function eventForStep(
  ctx: Context,
  id: string,
  step: EventStep,
  permission: 'schedule.event.write' | 'schedule.event.close',
  version: number,
): Promise<EventRecord> {
  const event = await eventFor(ctx, id, permission, 'lock');
  if (event.version !== version) throw new AppError('kernel.changed_meanwhile');
  if (!canStep(event.state, step)) throw new AppError('schedule.step_impossible', { state: event.state });
  return event;
}

async function writeStep(
  ctx: Context,
  event: EventRecord,
  action: string,
  change: EventChange,
  details = {},
): Promise<EventRecord> {
  await updateEvent(ctx, event.id, change);
  audit(ctx, { action, subject: `event:${event.id}`, details: { ...details, version: event.version + 1 } });
  return (await findEvent(ctx, event.id))!;
}

/**
 * Sets the exact time and place. Beside what every step refuses: an end before the start (schedule.time_reversed) or
 * three years after it (schedule.window_too_long), another time than the one already set without a reason
 * (schedule.move_reason_missing), a start before the sign-up opens (schedule.sign_up_window_reversed).
 */
export async function scheduleEvent(
  ctx: Context,
  id: string,
  body: Body<typeof contract.scheduleEvent>,
): Promise<EventRow> {
  const event = await eventForStep(ctx, id, 'schedule', 'schedule.event.write', body.version);
  const startsAt = new Date(body.startsAt);
  const endsAt = body.endsAt === null ? null : new Date(body.endsAt);
  if (endsAt !== null && endsAt < startsAt) throw new AppError('schedule.time_reversed');
  const days = daysOf({ ...event, startsAt, endsAt }, null);
  const tooLong = refusalOfWindow({ from: days.first, to: days.last });
  if (tooLong !== null) throw new AppError(tooLong, { title: event.title });
  const isMoved = event.startsAt !== null && event.startsAt.getTime() !== startsAt.getTime();
  if (isMoved && body.reason === '') throw new AppError('schedule.move_reason_missing');
  if (event.signUpOpensAt !== null && event.signUpOpensAt >= startsAt)
    throw new AppError('schedule.sign_up_window_reversed');
  const changed = await writeStep(
    ctx,
    event,
    'schedule.scheduleEvent',
    {
      starts_at: startsAt,
      ends_at: endsAt,
      place: body.place,
      first_day: days.first,
      last_day: days.last,
      state: 'scheduled',
      state_reason: isMoved ? body.reason : undefined,
    },
    isMoved ? { movedFrom: event.startsAt, movedTo: startsAt, reason: body.reason } : { startsAt },
  );
  await tellWhenAndWhere(ctx, event, changed, body.reason);
  return presentEvent(ctx, changed);
}

/**
 * Changes what is given. A new window that doesn't hold the exact day takes the exact time away: the event is
 * planned again. Beside what every step refuses: a window that ends before it begins (schedule.window_reversed), is
 * longer than three years (schedule.window_too_long) or has no reason (schedule.move_reason_missing), fewer places
 * than are taken (schedule.places_below_taken), a sign-up that closes before it opens or opens after the start
 * (schedule.sign_up_window_reversed).
 */
export async function changeEvent(
  ctx: Context,
  id: string,
  body: Body<typeof contract.changeEvent>,
): Promise<EventRow> {
  const event = await eventForStep(ctx, id, 'change', 'schedule.event.write', body.version);
  const change: EventChange = {
    title: body.title,
    place: body.place,
    ...windowChange(event, body),
    ...signUpChange(event, body),
    ...(body.audience === undefined ? {} : await audienceChange(ctx, event, body.audience)),
  };
  if (body.places !== undefined) await changePlaces(ctx, event, body.places);
  const known = splitTags(event.tags);
  if (body.tags !== undefined || body.themes !== undefined)
    await replaceTags(ctx, id, tagsWith(body.themes ?? known.themes, body.tags ?? known.tags));
  const { version: _, ...wanted } = body;
  const changed = await writeStep(ctx, event, 'schedule.changeEvent', { ...change, places: body.places }, wanted);
  await tellWhenAndWhere(ctx, event, changed, body.reason);
  return presentEvent(ctx, changed);
}

function windowChange(event: EventRecord, body: Body<typeof contract.changeEvent>): EventChange {
  const { window } = body;
  if (window === undefined) return {};
  const refusal = refusalOfWindow(window);
  if (refusal !== null) throw new AppError(refusal, { title: event.title });
  const isMoved = window.from !== event.windowFrom || window.to !== event.windowTo;
  if (isMoved && body.reason === '') throw new AppError('schedule.move_reason_missing');
  const exact = daysOf(event, null);
  const keepsTime = event.startsAt !== null && window.from <= exact.first && exact.last <= window.to;
  return {
    window_from: window.from,
    window_to: window.to,
    window_words: window.words,
    ...(isMoved ? { state_reason: body.reason } : {}),
    ...(keepsTime
      ? {}
      : { state: 'planned' as const, starts_at: null, ends_at: null, first_day: window.from, last_day: window.to }),
  };
}

function signUpChange(event: EventRecord, { signUp }: Body<typeof contract.changeEvent>): EventChange {
  if (signUp === undefined) return {};
  if (signUp === null) return { sign_up_opens_at: null, sign_up_closes_at: null };
  const opensAt = new Date(signUp.opensAt);
  const closesAt = signUp.closesAt === null ? null : new Date(signUp.closesAt);
  const isReversed =
    (closesAt !== null && closesAt <= opensAt) || (event.startsAt !== null && event.startsAt <= opensAt);
  if (isReversed) throw new AppError('schedule.sign_up_window_reversed');
  return { sign_up_opens_at: opensAt, sign_up_closes_at: closesAt };
}

async function audienceChange(
  ctx: Context,
  event: EventRecord,
  audience: { unitId: string; cohorts: string[] },
): Promise<EventChange> {
  const isSame = audience.unitId === event.audienceUnitId;
  const unit = await (isSame ? getUnit : unitInSight)(ctx, audience.unitId);
  return { audience_unit_id: unit.id, audience_path: unit.path, audience_words: audience.cohorts };
}

async function changePlaces(ctx: Context, event: EventRecord, places: number | null): Promise<void> {
  if (places !== null && places < event.placed)
    throw new AppError('schedule.places_below_taken', { placed: event.placed });
  const moved = movingUp(await selectSeats(ctx, event.id), places).map((seat) => seat.personId);
  await moveUp(ctx, event.id, moved);
  await tellMovedUp(ctx, event, moved);
}

/** Refuses what every step refuses; the event stays, with its reason, on lists and in calendars. */
export async function cancelEvent(
  ctx: Context,
  id: string,
  body: Body<typeof contract.cancelEvent>,
): Promise<EventRow> {
  const event = await eventForStep(ctx, id, 'cancel', 'schedule.event.write', body.version);
  const change = { state: 'cancelled', state_reason: body.reason } as const;
  const cancelled = await writeStep(ctx, event, 'schedule.cancelEvent', change, { reason: body.reason });
  await tellCancelled(ctx, cancelled, body.reason);
  return presentEvent(ctx, cancelled);
}

/**
 * Closes an event as held. Beside what every step refuses: an event that has not begun (schedule.not_begun), no day
 * where no exact time was set (schedule.held_day_missing), fewer heads than names
 * (schedule.head_count_below_named), and an event without attendance, heads or photo (schedule.nothing_recorded).
 */
export async function closeEvent(ctx: Context, id: string, body: Body<typeof contract.closeEvent>): Promise<EventRow> {
  const event = await eventForStep(ctx, id, 'close', 'schedule.event.close', body.version);
  return closeLocked(ctx, event, 'schedule.closeEvent', body);
}

async function closeLocked(
  ctx: Context,
  event: EventRecord,
  action: string,
  { summary, headCount, heldOn: wantedDay }: { summary: string; headCount: number | null; heldOn?: string },
): Promise<EventRow> {
  const heads = headCount ?? event.headCount;
  const { refusal, heldOn } = judgeClosing(event, { ...event, headCount: heads }, wantedDay, ctx.clock.now());
  if (refusal !== null) throw new AppError(refusal, { title: event.title, state: event.state, named: event.named });
  const days = daysOf(event, heldOn);
  const closed = await writeStep(
    ctx,
    event,
    action,
    {
      state: 'held',
      state_reason: '',
      held_on: heldOn,
      first_day: days.first,
      last_day: days.last,
      summary: summary === '' ? undefined : summary,
      head_count: heads,
      closed_at: ctx.clock.now(),
    },
    { heldOn, named: event.named, headCount: heads, photos: event.photos },
  );
  const personIds = await attendedBy(ctx, event.id);
  await noteParticipation(ctx, { kind: 'schedule.event', subject: `event:${event.id}`, heldOn, personIds });
  return presentEvent(ctx, closed);
}

/** Beside what every step refuses: an edition that another event has become meanwhile (schedule.edition_taken). */
export async function reopenEvent(
  ctx: Context,
  id: string,
  body: Body<typeof contract.reopenEvent>,
): Promise<EventRow> {
  const event = await eventForStep(ctx, id, 'reopen', 'schedule.event.close', body.version);
  if (event.seriesId !== null && event.edition !== null) {
    const taken = await takenEditions(ctx, [{ seriesId: event.seriesId, edition: event.edition }], id);
    if (taken.length > 0) throw new AppError('schedule.edition_taken', { edition: event.edition });
  }
  const days = daysOf(event, null);
  const reopened = await writeStep(
    ctx,
    event,
    'schedule.reopenEvent',
    {
      state: stateAfterReopening(event.startsAt),
      state_reason: body.reason,
      held_on: null,
      first_day: days.first,
      last_day: days.last,
      closed_at: null,
    },
    { from: event.state, reason: body.reason },
  );
  if (event.state === 'held') await forgetParticipation(ctx, { kind: 'schedule.event', subject: `event:${event.id}` });
  // A held event is opened to correct its records; only one that was cancelled takes place after all.
  if (event.state === 'cancelled') await tellOnAgain(ctx, reopened, body.reason);
  return presentEvent(ctx, reopened);
}

/**
 * A small event of a unit, reported in one step and closed at once. Refuses: a unit that isn't there or isn't the
 * person's and photos that this account did not send (kernel.not_found), a day to come (schedule.not_begun), neither
 * a head count nor a photo (schedule.nothing_recorded).
 */
export async function quickEvent(ctx: Context, body: Body<typeof contract.quickEvent>): Promise<EventRow> {
  const unit = await getUnit(ctx, body.unitId);
  if (!may(ctx.user, 'schedule.event.close', unit.path)) throw notFound();
  const id = newId();
  await writeEvents(ctx, [
    {
      id,
      title: body.title,
      definition_key: body.definitionKey,
      unit_id: unit.id,
      unit_path: unit.path,
      organiser_kind: 'own',
      organiser_name: null,
      series_id: null,
      edition: null,
      window_from: body.day,
      window_to: body.day,
      window_words: '',
      place: body.place,
      audience_unit_id: unit.id,
      audience_path: unit.path,
      audience_words: [],
      code_secret: randomBytes(32).toString('hex'),
      tags: tagsWith(body.themes, body.tags),
    },
  ]);
  const photoIds = new Set(body.photoIds);
  if ((await adoptPhotos(ctx, id, [...photoIds])) !== photoIds.size) throw notFound();
  const event = (await findEvent(ctx, id, 'lock'))!;
  return closeLocked(ctx, event, 'schedule.quickEvent', { ...body, heldOn: body.day });
}
