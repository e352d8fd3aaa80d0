import { AppError, audit, notFound, type Context } from '#kernel';
import type { Page } from '#kernel/contract';
import { findPerson, peopleOn, personNames } from '#engines/roster';
import { eventFor, eventToRead, isInvited, maySignUpPerson } from './policy';
import { canStep, isSignUpOpen, movingUp, seatFor } from './rules';
import type { EventRecord } from './store';
import * as store from './store-taking-part';
import { tellMovedUp } from './tell-people';

interface SignUpState {
  state: 'placed' | 'waiting';
  waitingNumber: number | null;
}

/** The person behind the account. Refuses: an account that belongs to nobody of the roster (schedule.no_person). */
export function ownPerson(ctx: Context): string {
  const personId = ctx.user?.personId ?? null;
  if (personId === null) throw new AppError('schedule.no_person');
  return personId;
}

/**
 * Signs the person up. The event's row is locked first: the order is that of the locks, and places can't be given
 * twice. Refuses: an event that isn't there or isn't for the person (kernel.not_found, schedule.not_in_audience), a
 * sign-up that isn't open (schedule.sign_up_not_open), a second one (schedule.signed_up_already), an account without
 * a person (schedule.no_person).
 */
export async function signUp(ctx: Context, eventId: string): Promise<SignUpState> {
  const personId = ownPerson(ctx);
  const event = await eventToRead(ctx, eventId, 'lock');
  if (!isInvited(ctx, event)) throw new AppError('schedule.not_in_audience', { title: event.title });
  await takeSeats(ctx, event, [personId]);
  return (await stateOf(ctx, eventId, personId))!;
}

async function stateOf(ctx: Context, eventId: string, personId: string): Promise<SignUpState | null> {
  const part = (await store.selectOwnParts(ctx, personId, [eventId])).get(eventId);
  if (part === undefined || part.state === null) return null;
  return { state: part.state, waitingNumber: part.waitingNumber };
}

async function takeSeats(
  ctx: Context,
  event: EventRecord,
  personIds: readonly string[],
): Promise<{ placed: number; waiting: number }> {
  if (!isSignUpOpen(event, ctx.clock.now())) throw new AppError('schedule.sign_up_not_open', { title: event.title });
  const known = new Set((await store.selectSeats(ctx, event.id)).map((seat) => seat.personId));
  if (personIds.some((id) => known.has(id))) throw new AppError('schedule.signed_up_already', { title: event.title });
  let placed = event.placed;
  const seats = personIds.map((personId) => {
    const state = seatFor(event.places, placed);
    if (state === 'placed') placed += 1;
    return { personId, state };
  });
  await store.insertSignUps(ctx, event.id, seats);
  for (const seat of seats)
    audit(ctx, {
      action: 'schedule.signUp',
      subject: `event:${event.id}`,
      details: { personId: seat.personId, state: seat.state },
    });
  return { placed: placed - event.placed, waiting: seats.length - (placed - event.placed) };
}

/**
 * Signs up people of the officer's own unit, in the order of the list; a person named twice is taken once. Refuses
 * the whole: an event that isn't there or isn't the reader's, a person that isn't there or isn't of the own unit
 * (kernel.not_found), one outside the audience (schedule.not_in_audience), a sign-up that isn't open
 * (schedule.sign_up_not_open), one who is signed up already (schedule.signed_up_already).
 */
export async function signUpOthers(
  ctx: Context,
  eventId: string,
  personIds: readonly string[],
): Promise<{ placed: number; waiting: number }> {
  const event = await eventToRead(ctx, eventId, 'lock');
  const wanted = [...new Set(personIds)];
  const people = new Map(
    (await peopleOn(ctx, { day: ctx.clock.today(), ids: wanted })).map((person) => [person.id, person]),
  );
  for (const id of wanted) {
    const person = people.get(id);
    if (person === undefined || !maySignUpPerson(ctx, person.unitPath)) throw notFound();
    if (!person.unitPath.startsWith(event.audiencePath))
      throw new AppError('schedule.not_in_audience', { title: event.title, name: person.name });
  }
  return takeSeats(ctx, event, wanted);
}

/**
 * Takes the own sign-up back. Refuses: an event that isn't there or isn't the reader's (kernel.not_found), no sign-up
 * (schedule.not_signed_up), an event that has begun or is closed (schedule.event_closed).
 */
export async function withdraw(ctx: Context, eventId: string): Promise<void> {
  const personId = ownPerson(ctx);
  await giveSeatBack(ctx, await eventToRead(ctx, eventId, 'lock'), personId);
}

/** Refuses: as withdraw, and a person that isn't of the own unit (kernel.not_found). */
export async function withdrawOther(ctx: Context, eventId: string, personId: string): Promise<void> {
  const event = await eventToRead(ctx, eventId, 'lock');
  const person = await findPerson(ctx, { id: personId });
  if (person === null || !maySignUpPerson(ctx, person.unitPath)) throw notFound();
  await giveSeatBack(ctx, event, personId);
}

async function giveSeatBack(ctx: Context, event: EventRecord, personId: string): Promise<void> {
  const hasBegun = event.startsAt !== null && event.startsAt <= ctx.clock.now();
  if (!canStep(event.state, 'change') || hasBegun) throw new AppError('schedule.event_closed', { title: event.title });
  if (!(await store.endSignUp(ctx, event.id, personId)))
    throw new AppError('schedule.not_signed_up', { title: event.title });
  const moved = movingUp(await store.selectSeats(ctx, event.id), event.places).map((seat) => seat.personId);
  await store.moveUp(ctx, event.id, moved);
  await tellMovedUp(ctx, event, moved);
  audit(ctx, { action: 'schedule.withdraw', subject: `event:${event.id}`, details: { personId, movedUp: moved } });
}

/** Who signed up, for the host. Refuses: an event that isn't there or isn't the host's. */
export async function listSignUps(
  ctx: Context,
  eventId: string,
  page: { cursor?: string; limit: number },
): Promise<Page<store.SignUpRecord & { name: string; unitName: string | null }>> {
  await eventFor(ctx, eventId, 'schedule.attendance.write');
  const after = Number(page.cursor ?? 0);
  if (!Number.isInteger(after) || after < 0 || after > 2_147_483_647)
    throw new AppError('kernel.invalid_input', { fields: 'cursor' });
  const rows = await store.selectSignUps(ctx, eventId, after, page.limit + 1);
  const shown = rows.slice(0, page.limit);
  return {
    rows: await withNames(ctx, shown),
    nextCursor: rows.length > page.limit ? String(shown.at(-1)!.position) : null,
  };
}

/** Adds the names that people and their units have today. */
export async function withNames<Row extends { personId: string }>(
  ctx: Context,
  rows: readonly Row[],
): Promise<(Row & { name: string; unitName: string | null })[]> {
  const ids = rows.map((row) => row.personId);
  if (ids.length === 0) return [];
  const names = await personNames(ctx, ids);
  const units = new Map(
    (await peopleOn(ctx, { day: ctx.clock.today(), ids })).map((person) => [person.id, person.unitName]),
  );
  return rows.map((row) => ({
    ...row,
    name: names.get(row.personId) ?? '',
    unitName: units.get(row.personId) ?? null,
  }));
}
