import { AppError, assert, audit, newId, notFound, type Context } from '#kernel';
import { addDays, type Day } from '#kernel/contract';
import { holdPeople } from '../enrolments/store';
import { giveSeatRoles, moveSeatRoles } from './seat-roles';
import type { BodyKind } from './kind';
import * as store from './store';

/** Bodies are kept by lines: whoever calls these acts has judged the rights by the body's `unitPath`. */

export interface NewBody {
  readonly unitId: string;
  readonly name: string;
  readonly foundedOn: Day;
}

/** A body of a kind in a unit, still without a term. */
export async function foundBody(ctx: Context, kind: BodyKind, body: NewBody): Promise<store.BodyRecord> {
  const id = newId();
  await store.insertBody(ctx, { ...body, id, kind: kind.name });
  audit(ctx, { action: 'roster.foundBody', subject: `body:${id}`, details: { kind: kind.name, unitId: body.unitId } });
  return (await store.bodyById(ctx, id))!;
}

/** Refuses: a body that isn't there, a version that somebody else has changed meanwhile. */
export async function renameBody(
  ctx: Context,
  id: string,
  change: { name: string; version: number },
): Promise<store.BodyRecord> {
  const body = await bodyToChange(ctx, id, change.version);
  await store.updateBody(ctx, id, { name: change.name });
  audit(ctx, { action: 'roster.renameBody', subject: `body:${id}` });
  return { ...body, name: change.name, version: body.version + 1 };
}

/** The body ends with its last day, and its open term, seats and roles with it. Refuses: as renameBody, a day before its founding. */
export async function dissolveBody(
  ctx: Context,
  id: string,
  change: { lastDay: Day; reason: string; version: number },
): Promise<store.BodyRecord> {
  const body = await bodyToChange(ctx, id, change.version);
  if (change.lastDay < body.foundedOn) throw new AppError('roster.day_before_start', { from: body.foundedOn });
  const open = (await store.termRows(ctx, [id])).filter((term) => lastDayOf(term) > change.lastDay);
  for (const term of open) await endTerm(ctx, term.id, { lastDay: change.lastDay, reason: change.reason });
  await store.updateBody(ctx, id, { dissolvedOn: change.lastDay });
  audit(ctx, { action: 'roster.dissolveBody', subject: `body:${id}`, details: { lastDay: change.lastDay } });
  return { ...body, dissolvedOn: change.lastDay, version: body.version + 1 };
}

async function bodyToChange(ctx: Context, id: string, version: number): Promise<store.BodyRecord> {
  const body = await store.bodyById(ctx, id, 'change');
  if (body === null) throw notFound();
  if (body.version !== version) throw new AppError('kernel.changed_meanwhile');
  if (body.dissolvedOn !== null) throw new AppError('roster.already_ended', { day: body.dissolvedOn });
  return body;
}

export interface NewTerm {
  readonly number: number;
  readonly startsOn: Day;
  readonly endsOn: Day;
  readonly seats: number;
  readonly basis: string;
}

/** The last day on which the seats of a term are held. */
export function lastDayOf(term: Pick<store.TermRecord, 'endsOn' | 'endedOn'>): Day {
  return term.endedOn ?? term.endsOn;
}

/**
 * Begins a term; the one before ends the day before. Refuses: a body that isn't there or is dissolved, a number that is
 * not after the last one (roster.term_number), a first day that is not after the last term's first day
 * (roster.day_before_start), days in the wrong order.
 */
export async function beginTerm(ctx: Context, bodyId: string, term: NewTerm): Promise<store.TermRecord> {
  const body = await store.bodyById(ctx, bodyId, 'change');
  if (body === null) throw notFound();
  if (body.dissolvedOn !== null) throw new AppError('roster.already_ended', { day: body.dissolvedOn });
  const last = (await store.termRows(ctx, [bodyId])).at(-1);
  const earliest = last === undefined ? body.foundedOn : addDays(last.startsOn, 1);

  if (last !== undefined && term.number <= last.number) throw new AppError('roster.term_number', { last: last.number });
  if (term.startsOn < earliest) throw new AppError('roster.day_before_start', { from: earliest });
  if (term.endsOn < term.startsOn) throw new AppError('roster.day_before_start', { from: term.startsOn });

  if (last !== undefined && lastDayOf(last) >= term.startsOn)
    await endTerm(ctx, last.id, { lastDay: addDays(term.startsOn, -1), reason: '' });
  const fresh = { ...term, id: newId(), bodyId };
  await store.insertTerm(ctx, fresh);
  audit(ctx, {
    action: 'roster.beginTerm',
    subject: `body:${bodyId}`,
    details: { termId: fresh.id, number: term.number, from: term.startsOn, to: term.endsOn },
  });
  return { ...fresh, endedOn: null };
}

/** Ends a term early, with its seats and their roles. Refuses: a term that isn't there or ended before, a day before it began. */
export async function endTerm(
  ctx: Context,
  termId: string,
  { lastDay, reason }: { lastDay: Day; reason: string },
): Promise<void> {
  const term = await store.termById(ctx, termId);
  if (term === null) throw notFound();
  if (lastDayOf(term) < lastDay) throw new AppError('roster.already_ended', { day: lastDayOf(term) });
  if (lastDay < addDays(term.startsOn, -1)) throw new AppError('roster.day_before_start', { from: term.startsOn });

  await store.updateTerm(ctx, termId, { endedOn: lastDay });
  const ended = await store.moveSeatEnds(ctx, { termId, reachingTo: addDays(lastDay, 1), to: lastDay, reason });
  await moveSeatRoles(ctx, ended, lastDay);
  audit(ctx, { action: 'roster.endTerm', subject: `body:${term.bodyId}`, details: { termId, lastDay } });
}

/**
 * A term that the upper union prolongs: seats and roles that reach to its end go on with it. Refuses: a term that isn't
 * there or has ended, a day that is not after its present end.
 */
export async function prolongTerm(
  ctx: Context,
  termId: string,
  { endsOn, basis }: { endsOn: Day; basis: string },
): Promise<store.TermRecord> {
  const term = await store.termById(ctx, termId);
  if (term === null) throw notFound();
  if (term.endedOn !== null) throw new AppError('roster.already_ended', { day: term.endedOn });
  if (endsOn <= term.endsOn) throw new AppError('roster.day_before_start', { from: addDays(term.endsOn, 1) });

  await store.updateTerm(ctx, termId, { endsOn, basis: `${term.basis}\n${basis}` });
  const moved = await store.moveSeatEnds(ctx, { termId, reachingTo: term.endsOn, to: endsOn, reason: null });
  await moveSeatRoles(ctx, moved, endsOn);
  audit(ctx, { action: 'roster.prolongTerm', subject: `body:${term.bodyId}`, details: { termId, endsOn } });
  return { ...term, endsOn };
}

export interface NewSeat {
  readonly termId: string;
  readonly personId: string;
  readonly seat: string;
  readonly how: 'elected' | 'by_election' | 'appointed';
  readonly from: Day;
}

/**
 * Seats a person until the term ends, with the role that comes with the seat. Refuses: a term or person that isn't there
 * or has left (roster.person_left), a day outside the term, a person who sits in the term already (roster.seat_twice), a
 * term or kind of seat that is full (roster.seats_full), a seat of another body that excludes this one
 * (roster.seat_conflict), and what giving the role refuses.
 */
export async function takeSeat(
  ctx: Context,
  kind: BodyKind,
  given: NewSeat,
  say: (because: string) => string,
): Promise<store.SeatRecord> {
  const term = await store.termById(ctx, given.termId);
  if (term === null) throw notFound();
  const seatKind = kind.seats[given.seat];
  assert(seatKind !== undefined, `${kind.name} has no seat ${given.seat}`);
  if (!(await holdPeople(ctx, [given.personId])).has(given.personId)) throw notFound();
  const until = lastDayOf(term);

  if (given.from < term.startsOn) throw new AppError('roster.day_before_start', { from: term.startsOn });
  if (given.from > until) throw new AppError('roster.already_ended', { day: until });
  await refuseFull(ctx, { term, seatKind, given });
  await refuseConflict(ctx, kind, { given, until, unitId: (await store.bodyById(ctx, term.bodyId))!.unitId }, say);

  const id = newId();
  await store.insertSeat(ctx, { ...given, id, role: seatKind.role ?? null, to: until });
  const [record] = await store.seatRows(ctx, { seatId: id });
  await giveSeatRoles(ctx, [record!]);
  audit(ctx, {
    action: 'roster.takeSeat',
    subject: `person:${given.personId}`,
    details: { bodyId: term.bodyId, termId: term.id, seat: given.seat, from: given.from },
  });
  return record!;
}

/** Who is on a seat on any day of an interval. */
const overlaps = (row: { validFrom: Day; validTo: Day }, from: Day, to: Day): boolean =>
  row.validFrom <= to && row.validTo >= from;

async function refuseFull(
  ctx: Context,
  { term, seatKind, given }: { term: store.TermRecord; seatKind: BodyKind['seats'][string]; given: NewSeat },
): Promise<void> {
  const taken = (await store.seatRows(ctx, { termIds: [term.id] })).filter((row) =>
    overlaps(row, given.from, lastDayOf(term)),
  );
  const twice = taken.find((row) => row.personId === given.personId);
  if (twice !== undefined) throw new AppError('roster.seat_twice', { name: twice.personName });
  const same = taken.filter((row) => row.seat === given.seat).length;
  const most = Math.min(seatKind.most ?? term.seats, term.seats);
  if (same >= most || taken.length >= term.seats) throw new AppError('roster.seats_full', { most });
}

async function refuseConflict(
  ctx: Context,
  kind: BodyKind,
  place: { given: NewSeat; until: Day; unitId: string },
  say: (because: string) => string,
): Promise<void> {
  for (const conflict of kind.excludes ?? []) {
    const held = await store.seatRows(ctx, { personIds: [place.given.personId], kinds: [conflict.kind] });
    const clash = held.find(
      (row) =>
        row.unitId === place.unitId &&
        overlaps(row, place.given.from, place.until) &&
        (conflict.seats === undefined || conflict.seats.includes(row.seat)),
    );
    if (clash !== undefined)
      throw new AppError('roster.seat_conflict', {
        name: clash.personName,
        body: clash.bodyName,
        because: say(conflict.because),
      });
  }
}

/** Refuses: a seat that isn't there or is over, a last day before its first or beyond its end. */
export async function leaveSeat(
  ctx: Context,
  seatId: string,
  { lastDay, reason }: { lastDay: Day; reason: string },
): Promise<store.SeatRecord> {
  const [seat] = await store.seatRows(ctx, { seatId });
  if (seat === undefined) throw notFound();
  await store.termById(ctx, seat.termId);
  if (seat.validTo <= lastDay) throw new AppError('roster.already_ended', { day: seat.validTo });
  if (lastDay < addDays(seat.validFrom, -1)) throw new AppError('roster.day_before_start', { from: seat.validFrom });

  await store.endSeatRow(ctx, seatId, lastDay, reason);
  await moveSeatRoles(ctx, [seatId], lastDay);
  audit(ctx, {
    action: 'roster.leaveSeat',
    subject: `person:${seat.personId}`,
    details: { bodyId: seat.bodyId, seatId, lastDay },
  });
  return { ...seat, validTo: lastDay, endReason: reason };
}

/** Bodies of kinds in subtrees of today's tree, with all their terms; with a day only those that there were on it. */
export async function bodiesOf(
  ctx: Context,
  question: { kinds: readonly string[]; scopes: readonly string[]; day?: Day },
): Promise<(store.BodyRecord & { terms: store.TermRecord[] })[]> {
  const bodies = await store.bodyRows(ctx, question);
  const terms = await store.termRows(
    ctx,
    bodies.map((body) => body.id),
  );
  return bodies.map((body) => ({ ...body, terms: terms.filter((term) => term.bodyId === body.id) }));
}

/** A body with its terms and all who sat in it. Refuses: one that isn't there. */
export async function getBody(
  ctx: Context,
  id: string,
): Promise<store.BodyRecord & { terms: store.TermRecord[]; seats: store.SeatRecord[] }> {
  const body = await store.bodyById(ctx, id);
  if (body === null) throw notFound();
  const terms = await store.termRows(ctx, [id]);
  const seats = await store.seatRows(ctx, { termIds: terms.map((term) => term.id) });
  return { ...body, terms, seats };
}

/** Who sits in bodies of kinds on a day: rolls of voters, delegates, inspectors. */
export function seatsOn(
  ctx: Context,
  question: { kinds: readonly string[]; day: Day; scopes?: readonly string[] },
): Promise<store.SeatRecord[]> {
  return store.seatRows(ctx, question);
}
