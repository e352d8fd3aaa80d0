import { randomBytes } from 'node:crypto';
import { AppError, audit, newId, notFound, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { getPerson } from '#engines/roster';
import { refuseStep } from '../contests/policy';
import { updateContest, type ContestRecord } from '../contests/store';
import { drawsOf, entrantById, insertDraw } from '../contests/store-entrants';
import { chanceFrom, drawnApart } from '../ranking/seeded';
import type { PanelSheet } from './contract';
import type * as contract from './contract';
import { judgedToManage, leads, refuseUnjudged, standingIn } from './panel';
import { sheetFor } from './sheet';
import * as store from './store';

const PURPOSE = 'judges';
const METHOD = 'fnv-xoshiro128**/apart-by-unit/1';

async function refuseMarked(ctx: Context, contest: ContestRecord): Promise<void> {
  if ((await store.ballotsOf(ctx, contest.id)).length > 0) throw new AppError('contest.results_stand');
}

/** While it is drawn up and while it runs, as long as nobody has given a mark. */
async function contestToSeat(ctx: Context, id: string, version: number): Promise<ContestRecord> {
  const contest = await judgedToManage(ctx, id, version);
  if (contest.state !== 'draft') refuseStep(contest, 'amend');
  await refuseMarked(ctx, contest);
  return contest;
}

/** Refuses: who isn't there, has left, or belongs to a unit that the contest isn't for. */
async function judgeOf(ctx: Context, contest: ContestRecord, personId: string) {
  const { unitPath, unitId } = await getPerson(ctx, personId);
  if (unitPath === null || unitId === null || !unitPath.startsWith(contest.audiencePath)) throw notFound();
  return { personId, unitPath, unitId };
}

/**
 * Who judges, in the order of seats. What was declared of conflicts goes with the judges of before. Refuses: a contest that is
 * over (contest.step_impossible) or has marks (contest.results_stand), somebody twice (contest.judge_twice), two chairs
 * (contest.two_chairs), a guest without a name or a chair that is none of the house (contest.judge_unfit), people out of reach.
 */
export async function setJudges(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.setJudges>,
): Promise<PanelSheet> {
  const contest = await contestToSeat(ctx, params.id, body.version);
  const people = body.judges.flatMap(({ personId }) => personId ?? []);
  if (new Set(people).size < people.length) throw new AppError('contest.judge_twice');
  if (body.judges.filter(({ isChair }) => isChair).length > 1) throw new AppError('contest.two_chairs');
  const seats: store.JudgeRecord[] = [];
  for (const [i, { personId, name, isMachine, isChair }] of body.judges.entries()) {
    const seat = i + 1;
    if (personId === null && (name === '' || isChair)) throw new AppError('contest.judge_unfit', { seat });
    if (personId !== null && isMachine) throw new AppError('contest.judge_unfit', { seat });
    const known = personId === null ? null : await judgeOf(ctx, contest, personId);
    const unitPath = known?.unitPath ?? null;
    seats.push({ seat, personId, unitPath, name: personId === null ? name : '', isMachine, isChair });
  }
  return seated(ctx, contest, seats, 'contest.setJudges');
}

async function seated(
  ctx: Context,
  contest: ContestRecord,
  seats: readonly store.JudgeRecord[],
  action: 'contest.setJudges' | 'contest.drawJudges',
): Promise<PanelSheet> {
  await store.replaceJudges(ctx, contest.id, seats);
  await updateContest(ctx, contest.id, {});
  audit(ctx, { action, subject: `contest:${contest.id}`, details: { count: seats.length } });
  return sheetFor(ctx, contest.id);
}

/**
 * Draws judges from a pool; guests and machines keep their places behind them, and nobody chairs until one is named. The pool is
 * put in the order of ids, so that whoever names it has no say. Refuses: what setJudges refuses, a pool that is too small
 * (contest.pool_too_small), a second draw that isn't asked for (contest.drawn_already).
 */
export async function drawJudges(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.drawJudges>,
): Promise<PanelSheet> {
  const contest = await contestToSeat(ctx, params.id, body.version);
  if (new Set(body.pool).size < body.pool.length) throw new AppError('contest.judge_twice');
  if (body.pool.length < body.count)
    throw new AppError('contest.pool_too_small', { count: body.pool.length, wanted: body.count });
  const isDrawn = (await drawsOf(ctx, contest.id)).some(({ purpose }) => purpose === PURPOSE);
  if (isDrawn && !body.isAnew) throw new AppError('contest.drawn_already');
  const pool = [];
  for (const personId of [...body.pool].sort()) pool.push(await judgeOf(ctx, contest, personId));
  const seed = body.seed === '' ? randomBytes(8).toString('hex') : body.seed;
  const drawn = drawnApart(pool, ({ unitId }) => unitId, chanceFrom(seed)).slice(0, body.count);
  await insertDraw(ctx, contest.id, {
    ...{ id: newId(), purpose: PURPOSE, method: METHOD, seed },
    given: pool.map(({ personId, unitId }) => ({ id: personId, unit: unitId })),
    outcome: drawn.map(({ personId }) => personId),
  });
  const guests = (await store.judgesOf(ctx, contest.id)).filter(({ personId }) => personId === null);
  const own = drawn.map(({ personId, unitPath }) => ({
    personId,
    unitPath,
    name: '',
    isMachine: false,
    isChair: false,
  }));
  const seats = [...own, ...guests].map((judge, i) => ({ ...judge, seat: i + 1 }));
  return seated(ctx, contest, seats, 'contest.drawJudges');
}

async function refuseSigned(ctx: Context, contest: ContestRecord): Promise<void> {
  const signed = (await store.panelRoundsOf(ctx, contest.id)).find(({ signedAt }) => signedAt !== null);
  if (signed !== undefined) throw new AppError('contest.round_signed', { round: signed.round });
}

/**
 * A judge stands aside for an entrant; marks that were given don't count any more. Said by the judge, the chair of the panel or
 * the host. Refuses: others, a seat or entrant that isn't there, one who stands aside already (contest.judge_recused), a contest
 * that is over (contest.step_impossible), and once a round is signed off (contest.round_signed): its scores stand.
 */
export async function declareConflict(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.declareConflict>,
): Promise<{ seat: number; entrantId: string }> {
  const { contest, standing } = await standingIn(ctx, params.id, 'lock');
  if (!leads(standing) && standing.seat?.seat !== body.seat) throw notFound();
  refuseUnjudged(contest);
  if (contest.state !== 'draft') refuseStep(contest, 'amend');
  const isSeat = (await store.judgesOf(ctx, contest.id)).some(({ seat }) => seat === body.seat);
  if (!isSeat || (await entrantById(ctx, contest.id, body.entrantId)) === null) throw notFound();
  await refuseSigned(ctx, contest);
  const { seat, entrantId } = body;
  const standingConflicts = await store.conflictsOf(ctx, contest.id);
  if (standingConflicts.some((one) => one.seat === seat && one.entrantId === entrantId))
    throw new AppError('contest.judge_recused');
  await store.insertConflict(ctx, contest.id, body);
  const details = { contestId: contest.id, seat, ground: body.ground };
  audit(ctx, { action: 'contest.declareConflict', subject: `entrant:${entrantId}`, details });
  return { seat, entrantId };
}

/** Refuses: who neither hosts the contest nor chairs the panel, a conflict that isn't declared, and as declareConflict. */
export async function liftConflict(
  ctx: Context,
  { params }: EndpointInput<typeof contract.liftConflict>,
): Promise<PanelSheet> {
  const { contest, standing } = await standingIn(ctx, params.id, 'lock');
  if (!leads(standing)) throw notFound();
  refuseUnjudged(contest);
  if (contest.state !== 'draft') refuseStep(contest, 'amend');
  await refuseSigned(ctx, contest);
  if (!(await store.deleteConflict(ctx, contest.id, params.seat, params.entrantId))) throw notFound();
  const details = { contestId: contest.id, seat: params.seat };
  audit(ctx, { action: 'contest.liftConflict', subject: `entrant:${params.entrantId}`, details });
  return sheetFor(ctx, contest.id);
}
