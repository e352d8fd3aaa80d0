import { AppError, audit, fileRows, notFound, userOf, type Context } from '#kernel';
import { beginTerm, endTerm, leaveSeat, prolongTerm, takeSeat, type NewSeat } from '#engines/roster';
import type { EndpointInput } from '#kernel/contract';
import { refuseUnfit } from './candidates';
import type * as contract from './contract';
import type { BodySize, Candidate } from './contract';
import { kindForSeat } from './kinds';
import { bodyToChange, kindWord, say, termOf, type UnionBody } from './policy';
import { fitsSize, lastDayOfTerm } from './sizes';
import * as store from './store';
import { sizeOn } from './strength';

type Input<E> = EndpointInput<E>;

/** Refuses: fewer members than such a body asks for, more or fewer seats than the rule gives, another length of a term. */
function refuseWrongSize(ctx: Context, body: UnionBody, size: BodySize, asked: { seats: number; years: number }): void {
  const { rule, members, women, years, yearsSource } = size;
  const common = { unit: body.unitName, body: kindWord(ctx, body.kindName) };
  if (rule.state === 'too_few') {
    const isOfWomen = body.kindName === 'women_committee';
    throw new AppError('membership.body_too_few', {
      ...{ ...common, count: isOfWomen ? women : members, fewest: rule.fewest, source: rule.source },
      ...{ whom: say(ctx, isOfWomen ? 'women' : 'members'), instead: say(ctx, `${body.kindName}.instead`) },
    });
  }
  if (!fitsSize(rule, asked.seats))
    throw new AppError('membership.body_size', {
      ...{ ...common, members, seats: asked.seats, least: rule.least, most: rule.most, source: rule.source },
      orOne: rule.isOneAlone ? say(ctx, 'orOne') : '',
    });
  if (!years.includes(asked.years))
    throw new AppError('membership.term_years', {
      ...{ body: common.body, years: asked.years, source: yearsSource ?? '' },
      allowed: years.join(say(ctx, 'or')),
    });
}

async function seatCandidate(
  ctx: Context,
  body: UnionBody,
  seat: Omit<NewSeat, 'personId' | 'seat'> & { candidate: Candidate; basis: string },
): Promise<string> {
  const { candidate, basis, ...rest } = seat;
  const kind = kindForSeat(body.kindName, candidate.seat);
  const given = { ...rest, personId: candidate.personId, seat: candidate.seat };
  const { id } = await takeSeat(ctx, kind, given, (because) => say(ctx, because.replace(/^bodies\./, '')));
  await store.insertCandidacy(ctx, { seatId: id, isNoRelative: candidate.isNoRelative, basis });
  return id;
}

/**
 * A re-election: a term begins with those who were elected, and the one before ends the day before. Refuses: a wrong size
 * or length, candidates who may not sit, and what the roster refuses of a term.
 */
export async function beginUnionTerm(
  ctx: Context,
  { params, body: given }: Input<typeof contract.beginUnionTerm>,
): Promise<{ id: string }> {
  const body = await bodyToChange(ctx, params.id);
  const { number, startsOn, seats, years, basis, candidates } = given;
  refuseWrongSize(ctx, body, await sizeOn(ctx, body.kindName, body.unitPath, startsOn), given);
  await refuseUnfit(ctx, body, candidates, startsOn);

  const endsOn = lastDayOfTerm(startsOn, years);
  const term = await beginTerm(ctx, body.id, { number, startsOn, endsOn, seats, basis });
  for (const candidate of candidates)
    await seatCandidate(ctx, body, { candidate, basis, termId: term.id, how: 'elected', from: startsOn });
  await store.insertStep(ctx, { bodyId: body.id, step: 'term_begun', on: startsOn, note: basis, number });
  audit(ctx, {
    action: 'membership.beginTerm',
    subject: `body:${body.id}`,
    details: { termId: term.id, number, from: startsOn, to: endsOn, seats, seated: candidates.length },
  });
  return { id: term.id };
}

/** A by-election or an appointment during a term. Refuses: a candidate who may not sit, and what the roster refuses of a seat. */
export async function takeUnionSeat(
  ctx: Context,
  { params, body: given }: Input<typeof contract.takeUnionSeat>,
): Promise<{ id: string }> {
  const body = await bodyToChange(ctx, params.id);
  const term = termOf(body, params.termId);
  const { how, from, basis, ...candidate } = given;
  await refuseUnfit(ctx, body, [candidate], from);
  const id = await seatCandidate(ctx, body, { candidate, basis, termId: term.id, how, from });
  const step = { bodyId: body.id, step: 'seat_taken', on: from, note: basis, number: term.number } as const;
  await store.insertStep(ctx, { ...step, seatId: id });
  audit(ctx, {
    action: 'membership.takeSeat',
    subject: `body:${body.id}`,
    details: { seatId: id, seat: candidate.seat, from },
  });
  return { id };
}

/** Refuses: a seat that isn't of this body, and what the roster refuses. */
export async function leaveUnionSeat(
  ctx: Context,
  { params, body: given }: Input<typeof contract.leaveUnionSeat>,
): Promise<void> {
  const body = await bodyToChange(ctx, params.id);
  const seat = body.seats.find((one) => one.id === params.seatId);
  if (seat === undefined) throw notFound();
  await leaveSeat(ctx, seat.id, given);
  const { lastDay, reason } = given;
  const step = { bodyId: body.id, step: 'seat_left', on: lastDay, note: reason, number: seat.termNumber } as const;
  await store.insertStep(ctx, { ...step, seatId: seat.id });
  audit(ctx, { action: 'membership.leaveSeat', subject: `body:${body.id}`, details: { seatId: seat.id, lastDay } });
}

/** Refuses: a document that somebody else sent, and what the roster refuses of a prolongation. */
export async function prolongUnionTerm(
  ctx: Context,
  { params, body: given }: Input<typeof contract.prolongUnionTerm>,
): Promise<void> {
  const body = await bodyToChange(ctx, params.id);
  const term = termOf(body, params.termId);
  const { endsOn, basis, paperId } = given;
  if (paperId !== null) {
    const paper = (await fileRows(ctx, [paperId])).get(paperId);
    if (paper?.createdBy !== userOf(ctx).accountId) throw new AppError('membership.document_foreign');
  }
  await prolongTerm(ctx, term.id, { endsOn, basis });
  const step = { bodyId: body.id, step: 'term_prolonged', on: endsOn, note: basis, number: term.number } as const;
  await store.insertStep(ctx, { ...step, paperId });
  audit(ctx, { action: 'membership.prolongTerm', subject: `body:${body.id}`, details: { termId: term.id, endsOn } });
}

/** Refuses: a term that isn't of this body, and what the roster refuses. */
export async function endUnionTerm(
  ctx: Context,
  { params, body: given }: Input<typeof contract.endUnionTerm>,
): Promise<void> {
  const body = await bodyToChange(ctx, params.id);
  const term = termOf(body, params.termId);
  await endTerm(ctx, term.id, given);
  const { lastDay, reason } = given;
  const { number } = term;
  await store.insertStep(ctx, { bodyId: body.id, step: 'term_ended', on: lastDay, note: reason, number });
  audit(ctx, { action: 'membership.endTerm', subject: `body:${body.id}`, details: { termId: term.id, lastDay } });
}
