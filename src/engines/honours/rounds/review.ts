import { AppError, audit, may, notFound, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { isInCohort, peopleById, personNames } from '#engines/roster';
import { nominationsOf, writeOutcome, type NominationRecord } from '../nominations/store';
import { nameOf, nominationNames } from '../nominations/names';
import { yearsHonoured } from '../record/store';
import type { OwnReview, RoundWhole } from './contract';
import type * as contract from './contract';
import { outcomeOf, type Outcome } from './outcome';
import { refuseStep, roundFor } from './policy';
import { presentRound } from './present';
import { roundAfter } from './states';
import * as store from './store';

const isUp = ({ state }: NominationRecord): boolean => state === 'qualified';

/** Refuses: somebody twice (honours.reviewer_twice), somebody out of reach, who is put forward (honours.reviewer_nominated). */
export async function setReviewers(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.setReviewers>,
): Promise<RoundWhole> {
  const round = await heldForReviewers(ctx, params.id, body.version);
  if (new Set(body.personIds).size < body.personIds.length) throw new AppError('honours.reviewer_twice');
  const known = await peopleById(ctx, body.personIds);
  const isWithin = (id: string): boolean => {
    const person = known.get(id);
    return person !== undefined && may(ctx.user, 'honours.round.manage', person.unitPath);
  };
  if (!body.personIds.every(isWithin)) throw notFound();
  await refuseNominated(ctx, round.id, body.personIds);
  await store.replaceSeats(ctx, round.id, body.personIds);
  await store.updateRound(ctx, round.id, { state: round.state });
  audit(ctx, {
    action: 'honours.setReviewers',
    subject: `honour_round:${round.id}`,
    details: { count: body.personIds.length },
  });
  return presentRound(ctx, round.id);
}

async function heldForReviewers(ctx: Context, id: string, version: number): Promise<store.RoundRecord> {
  const state = (await store.roundById(ctx, id))?.state;
  return roundFor(ctx, id, 'honours.round.manage', state === 'nominating' ? 'nominate' : 'qualify', version);
}

async function refuseNominated(ctx: Context, roundId: string, personIds: readonly string[]): Promise<void> {
  const nominated = (await nominationsOf(ctx, roundId)).filter(({ state }) => state !== 'refused');
  const found = personIds.find((id) => nominated.some(({ personId }) => personId === id));
  if (found === undefined) return;
  throw new AppError('honours.reviewer_nominated', { name: (await personNames(ctx, [found])).get(found) ?? '' });
}

/**
 * Refuses: somebody passed who wasn't looked into (honours.unqualified_left), nobody qualified (honours.nobody_left), another
 * number of reviewers than the scheme asks for (honours.seats_wrong), one who is put forward (honours.reviewer_nominated).
 */
export async function beginReview(ctx: Context, id: string, version: number): Promise<RoundWhole> {
  const round = await roundFor(ctx, id, 'honours.round.manage', 'beginReview', version);
  const nominations = await nominationsOf(ctx, id);
  const left = nominations.filter(({ state }) => state === 'passed').length;
  if (left > 0) throw new AppError('honours.unqualified_left', { count: left });
  if (!nominations.some(isUp)) throw new AppError('honours.nobody_left');
  const seats = await store.seatsOf(ctx, id);
  const { review } = round.definition;
  const wanted = review.way === 'meeting' ? 0 : review.voters;
  if (review.way !== 'meeting' && seats.length !== wanted)
    throw new AppError('honours.seats_wrong', { wanted, count: seats.length });
  await refuseNominated(
    ctx,
    id,
    seats.map(({ personId }) => personId),
  );
  await store.updateRound(ctx, id, { state: roundAfter(round.state, 'beginReview')! });
  audit(ctx, { action: 'honours.beginReview', subject: `honour_round:${id}` });
  return presentRound(ctx, id);
}

async function presentReview(ctx: Context, round: store.RoundRecord, personId: string): Promise<OwnReview> {
  const marks = (await store.seatsOf(ctx, round.id)).find((seat) => seat.personId === personId)?.marks ?? null;
  const nominations = (await nominationsOf(ctx, round.id)).filter(isUp);
  const names = await nominationNames(ctx, nominations);
  const { parts, most, review } = round.definition;
  return {
    ...{ roundId: round.id, name: round.name, title: round.title, most, isGiven: marks !== null },
    way: review.way === 'scores' ? 'scores' : 'votes',
    rows: nominations.map((one) => ({
      id: one.id,
      name: nameOf(names, one),
      unit: names.units.get(one.unitId) ?? '',
      parts: parts.map(({ key, title }) => ({ title, text: one.parts[key] ?? '' })),
      mark: marks?.[one.id] ?? null,
    })),
  };
}

/** The reviews that wait for the signed-in person. */
export async function listOwnReviews(ctx: Context): Promise<{ rows: OwnReview[] }> {
  const personId = ctx.user?.personId ?? null;
  if (personId === null) return { rows: [] };
  const rows: OwnReview[] = [];
  for (const round of await store.roundsReviewedBy(ctx, personId)) rows.push(await presentReview(ctx, round, personId));
  return { rows };
}

const SCORE = /^(?:100(?:\.0{1,2})?|\d{1,2}(?:\.\d{1,2})?)$/;

/**
 * Gives the own sheet. Refuses: a round in which the person has no seat, one that isn't under review
 * (honours.round_step_impossible), more votes than may be chosen, a score outside 0–100 or missing, a mark for somebody who
 * isn't up (honours.marks_unfit).
 */
export async function giveSheet(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.giveSheet>,
): Promise<OwnReview> {
  const personId = ctx.user?.personId ?? null;
  const round = await store.roundById(ctx, params.id, 'lock');
  const seats = round === null ? [] : await store.seatsOf(ctx, round.id);
  if (round === null || personId === null || !seats.some((seat) => seat.personId === personId)) throw notFound();
  refuseStep(round, 'mark');
  const up = (await nominationsOf(ctx, round.id)).filter(isUp).map(({ id }) => id);
  const { review, most } = round.definition;
  const given = Object.entries(body.marks);
  const isFit =
    review.way === 'scores'
      ? up.every((id) => SCORE.test(body.marks[id] ?? '')) && given.length === up.length
      : given.every(([id, mark]) => up.includes(id) && mark === 'yes') && given.length <= most;
  if (!isFit) throw new AppError('honours.marks_unfit', { most });
  await store.writeSheet(ctx, round.id, personId, body.marks);
  // Who gave a sheet is noted, never what it says.
  audit(ctx, { action: 'honours.giveSheet', subject: `honour_round:${round.id}` });
  return presentReview(ctx, round, personId);
}

/**
 * Counts and tells who is chosen. Refuses: sheets that are missing, by name (honours.sheets_missing); equals at the last place
 * that nothing parts (honours.tied) unless a meeting has put them in order; a meeting without its words
 * (honours.meeting_words_missing); more than the scheme allows (honours.too_many); nobody chosen (honours.nobody_left).
 */
export async function endReview(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.endReview>,
): Promise<RoundWhole> {
  const round = await roundFor(ctx, params.id, 'honours.round.manage', 'endReview', body.version);
  const up = (await nominationsOf(ctx, round.id)).filter(isUp);
  if (body.order.some((id) => !up.some((one) => one.id === id))) throw notFound();
  if (body.order.length > 0 && body.words === '') throw new AppError('honours.meeting_words_missing');
  const outcome = await outcomeFor(ctx, round, up, body);
  if (!outcome.standings.some(({ isChosen }) => isChosen)) throw new AppError('honours.nobody_left');
  await writeOutcome(
    ctx,
    outcome.standings.map(({ id, place, result, steps, isChosen }) => ({
      ...{ id, result, steps, state: isChosen ? ('chosen' as const) : ('not_chosen' as const) },
      place: place === 0 ? null : place,
    })),
  );
  await store.updateRound(ctx, round.id, {
    state: roundAfter(round.state, 'endReview')!,
    reviewWords: body.words,
    isReviewed: true,
  });
  audit(ctx, { action: 'honours.endReview', subject: `honour_round:${round.id}` });
  return presentRound(ctx, round.id);
}

async function outcomeFor(
  ctx: Context,
  { id, title, schemeKey, seed, definition }: store.RoundRecord,
  up: readonly NominationRecord[],
  { order, words }: { order: readonly string[]; words: string },
): Promise<Outcome> {
  const { review, most } = definition;
  if (review.way === 'meeting') {
    if (words === '') throw new AppError('honours.meeting_words_missing');
    const chosen = new Set(order);
    if (chosen.size > most) throw new AppError('honours.too_many', { title, most, count: chosen.size });
    const standings = up.map((one) => ({
      ...{ id: one.id, place: 0, result: '', steps: [], isChosen: chosen.has(one.id) },
    }));
    return { standings, tied: [] };
  }
  const seats = await store.seatsOf(ctx, id);
  const missing = seats.filter(({ marks }) => marks === null).map(({ personId }) => personId);
  if (missing.length > 0) {
    const names = await personNames(ctx, missing);
    throw new AppError('honours.sheets_missing', { names: missing.map((one) => names.get(one) ?? '').join('、') });
  }
  const sheets = seats.map(({ marks }) => marks ?? {});
  const candidates = [];
  for (const one of up)
    candidates.push({
      id: one.id,
      honours: (await yearsHonoured(ctx, schemeKey, one)).length,
      isFrontLine: await isOfFrontLine(ctx, definition, one),
    });
  const outcome = outcomeOf({ ...definition, review }, candidates, sheets, { seed, order });
  if (outcome.tied.length > 0) {
    const tied = up.filter((one) => outcome.tied.includes(one.id));
    const names = await nominationNames(ctx, tied);
    throw new AppError('honours.tied', { names: tied.map((one) => nameOf(names, one)).join('、') });
  }
  return outcome;
}

async function isOfFrontLine(
  ctx: Context,
  { tieBreaks }: store.RoundRecord['definition'],
  { personId }: NominationRecord,
): Promise<boolean> {
  if (personId === null || !tieBreaks.includes('front_line')) return false;
  return isInCohort(ctx, 'front_line', personId, { day: ctx.clock.today() });
}
