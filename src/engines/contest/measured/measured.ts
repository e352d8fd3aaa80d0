import { randomBytes } from 'node:crypto';
import { accountNames, AppError, audit, may, newId, notFound, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { abilitiesOf, contestFor, contestToRead, refuseStep } from '../contests/policy';
import type { ContestRecord } from '../contests/store';
import { entrantById, entrantsOf, insertDraw } from '../contests/store-entrants';
import { issuesOf } from '../contests/faults';
import { chanceFrom, drawnApart } from '../ranking/seeded';
import type { AttemptShown, MeasuredSheet } from './contract';
import type * as contract from './contract';
import { faultOfAttempt } from './faults';
import { measuredRules, type MeasuredAttempt, type MeasuredFile, type MeasuredRules } from './file';
import { measuredFileOf } from './kind';
import { rankMeasured, worthOf } from './rank';
import { startersOf } from './starters';
import * as store from './store';

async function measuredToManage(ctx: Context, id: string): Promise<ContestRecord> {
  const contest = await contestToRead(ctx, id);
  if (!may(ctx.user, 'contest.contest.manage', contest.unitPath)) throw notFound();
  return refuseOther(contest);
}

function refuseOther(contest: ContestRecord): ContestRecord {
  if (contest.kind !== 'measured') throw new AppError('contest.not_measured', { name: contest.name });
  return contest;
}

/** The sheet on which results are entered. Refuses: a contest out of reach, one of another kind (contest.not_measured). */
export async function showMeasured(ctx: Context, id: string): Promise<MeasuredSheet> {
  return sheetOf(ctx, await measuredToManage(ctx, id));
}

async function sheetOf(ctx: Context, contest: ContestRecord): Promise<MeasuredSheet> {
  const file = await measuredFileOf(ctx, contest);
  const places = await store.heatPlacesOf(ctx, contest.id);
  const attempts = await store.attemptsOf(ctx, contest.id);
  return {
    rules: file.rules,
    rounds: file.rules.rounds.map(({ name }, i) => {
      const own = places.filter(({ round }) => round === i + 1);
      return {
        ...{ number: i + 1, name, starters: isOpen(file, i + 1) ? startersOf(file, i + 1) : [] },
        heats: [...new Set(own.map(({ heat }) => heat))].map((heat) => ({
          heat,
          places: own.filter((one) => one.heat === heat).map(({ lane, entrantId }) => ({ lane, entrantId })),
        })),
      };
    }),
    entrants: file.entrants.map(({ id, number, name, unit, group, state }) => ({
      ...{ id, number: number ?? null, name, unit: unit ?? '', groupId: group ?? null, isOut: state !== 'entered' },
    })),
    attempts: attempts.map((one) => shownAttempt(one, file.rules)),
    standing: rankMeasured(file).groups,
    abilities: abilitiesOf(ctx, contest),
  };
}

/** A later round opens when everybody who may start in the one before has an attempt in it. */
function isOpen(file: MeasuredFile, round: number): boolean {
  if (round === 1) return true;
  const before = startersOf(file, round - 1);
  const started = new Set(file.results.filter((one) => one.round === round - 1).map(({ entrant }) => entrant));
  return isOpen(file, round - 1) && before.every((id) => started.has(id));
}

const attemptOf = ({ entrantId, version: _version, state, ...rest }: store.AttemptRecord): MeasuredAttempt => ({
  ...rest,
  entrant: entrantId,
  state: state === 'void' ? 'not_started' : state,
});

function shownAttempt(record: store.AttemptRecord, rules: MeasuredRules): AttemptShown {
  const { entrantId, ...rest } = record;
  const worth = record.state === 'valid' ? worthOf(attemptOf(record), rules).toFixed(rules.decimals) : null;
  return { ...rest, entrant: entrantId, worth };
}

const drawPurpose = (round: number): string => `heats:${round}`;
const DRAW_METHOD = 'fnv-xoshiro128**/apart-by-unit/1';

/**
 * Draws the heats of a round. Refuses: a contest that isn't under way (contest.step_impossible), a round that isn't held
 * (contest.not_in_round) or whose forerunner isn't over (contest.round_before_open), heats that are drawn unless it is
 * asked for (contest.heats_drawn_already), and drawing once somebody has started (contest.results_stand).
 */
export async function drawHeats(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.drawHeats>,
): Promise<MeasuredSheet> {
  const { round, lanes, isAnew } = body;
  const contest = refuseOther(await contestFor(ctx, params.id, 'contest.contest.manage'));
  refuseStep(contest, 'amend');
  const file = await measuredFileOf(ctx, contest);
  if (round > file.rules.rounds.length) throw new AppError('contest.not_in_round', { round });
  if (!isOpen(file, round)) throw new AppError('contest.round_before_open');
  if (file.results.some((one) => one.round === round)) throw new AppError('contest.results_stand');
  const isDrawn = (await store.heatPlacesOf(ctx, contest.id)).some((one) => one.round === round);
  if (isDrawn && !isAnew) throw new AppError('contest.heats_drawn_already');
  const starters = new Set(startersOf(file, round));
  const given = (await entrantsOf(ctx, contest.id))
    .filter(({ id }) => starters.has(id))
    .map(({ id, unitId }) => ({ id, unit: unitId }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const seed = body.seed === '' ? randomBytes(8).toString('hex') : body.seed;
  const outcome = drawnApart(given, ({ unit }) => unit, chanceFrom(seed)).map(({ id }) => id);
  await insertDraw(ctx, contest.id, {
    id: newId(),
    purpose: drawPurpose(round),
    method: DRAW_METHOD,
    seed,
    given,
    outcome,
  });
  await store.replaceHeats(ctx, contest.id, round, inHeats(outcome, lanes));
  audit(ctx, {
    action: 'contest.drawHeats',
    subject: `contest:${contest.id}`,
    details: { round, count: outcome.length },
  });
  return sheetOf(ctx, contest);
}

/** Heats as even as can be: nineteen on six lanes are five, five, five and four. */
export function inHeats(ids: readonly string[], lanes: number): Omit<store.HeatPlace, 'round'>[] {
  const heats = Math.ceil(ids.length / lanes);
  return ids.map((entrantId, i) => ({ heat: (i % heats) + 1, lane: Math.floor(i / heats) + 1, entrantId }));
}

/**
 * Records an attempt or corrects it; what stood before stays on record. Refuses: a contest that isn't under way or is closed
 * (contest.step_impossible), an entrant that is out (contest.entrant_out) or hasn't come into the round
 * (contest.not_in_round), a round whose forerunner isn't over (contest.round_before_open), figures that can't be
 * (contest.attempt_unfit), a correction without a reason (contest.correction_reason_missing), one on top of another version.
 */
export async function saveAttempt(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.saveAttempt>,
): Promise<AttemptShown> {
  const { version, ...given } = body;
  const contest = refuseOther(await contestFor(ctx, params.id, 'contest.contest.manage'));
  const entrant = await entrantById(ctx, contest.id, given.entrantId);
  if (entrant === null) throw notFound();
  refuseStep(contest, 'amend');
  if (entrant.state !== 'entered') throw new AppError('contest.entrant_out', { reason: entrant.stateReason });
  const rules = measuredRules.parse(contest.rules);
  const [last] = await store.versionsOf(ctx, contest.id, given);
  if ((last?.version ?? 0) !== version) throw new AppError('kernel.changed_meanwhile');
  const record: store.AttemptRecord = { ...given, version: version + 1 };
  if (given.state !== 'void') refuseUnfit(ctx, attemptOf(record), rules);
  if (version > 0 && given.reason === '') throw new AppError('contest.correction_reason_missing');
  await refuseRound(ctx, contest, given);
  await store.insertAttempt(ctx, contest.id, record);
  audit(ctx, {
    action: version === 0 ? 'contest.recordAttempt' : 'contest.correctAttempt',
    subject: `entrant:${entrant.id}`,
    details: { contestId: contest.id, round: given.round, attempt: given.attempt },
  });
  return shownAttempt(record, rules);
}

function refuseUnfit(ctx: Context, attempt: MeasuredAttempt, rules: MeasuredRules): void {
  const fault = faultOfAttempt(attempt, rules);
  if (fault === null) return;
  const [key, params = {}] = fault;
  const issues = issuesOf(ctx, [{ at: 'value', key: `measured.faults.${key}`, params: { name: '', ...params } }]);
  throw new AppError('contest.attempt_unfit', { reason: issues[0]?.message ?? '' }, issues);
}

async function refuseRound(
  ctx: Context,
  contest: ContestRecord,
  { entrantId, round }: { entrantId: string; round: number },
): Promise<void> {
  const file = await measuredFileOf(ctx, contest);
  if (!isOpen(file, round)) throw new AppError('contest.round_before_open');
  if (!startersOf(file, round).includes(entrantId)) throw new AppError('contest.not_in_round', { round });
}

/** Refuses: a contest out of reach, one of another kind, an entrant that isn't in it. */
export async function listAttemptVersions(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.listAttemptVersions>,
) {
  const contest = await measuredToManage(ctx, params.id);
  const entrant = await entrantById(ctx, contest.id, params.entrantId);
  if (entrant === null) throw notFound();
  const rules = measuredRules.parse(contest.rules);
  const versions = await store.versionsOf(ctx, contest.id, { entrantId: entrant.id, ...query });
  const names = await accountNames(
    ctx,
    versions.flatMap(({ recordedBy }) => recordedBy ?? []),
  );
  return {
    rows: versions.map(({ recordedAt, recordedBy, ...record }) => ({
      ...shownAttempt(record, rules),
      recordedAt: recordedAt.toISOString(),
      recordedByName: names.get(recordedBy ?? '') ?? '',
    })),
  };
}
