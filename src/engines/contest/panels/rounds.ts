import { AppError, audit, notFound, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { issuesOf } from '../contests/faults';
import { contestToRead, refuseStep } from '../contests/policy';
import { contestById, type ContestRecord } from '../contests/store';
import { decimal } from '../ranking/decimals';
import type { PanelSheet } from './contract';
import type * as contract from './contract';
import {
  appearingIn,
  judgedToManage,
  lackingIn,
  panelOf,
  refuseUnjudged,
  roundOf,
  standingIn,
  type Panel,
} from './panel';
import { sheetFor } from './sheet';
import * as store from './store';

async function underWay(ctx: Context, id: string): Promise<Panel> {
  const contest = await judgedToManage(ctx, id);
  refuseStep(contest, 'amend');
  return panelOf(ctx, contest);
}

function refuseSigned(panel: Panel, round: number): void {
  if (roundOf(panel, round).signedAt !== null) throw new AppError('contest.round_signed', { round });
}

/**
 * How long an appearance took. Refuses: a contest that isn't under way (contest.step_impossible), a round that is signed off
 * (contest.round_signed), an entrant who doesn't appear in it (contest.not_appearing), a part that isn't timed or a negative
 * time (contest.score_unfit), a correction without a reason (contest.time_reason_missing), one on top of another version.
 */
export async function setTime(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.setTime>,
): Promise<PanelSheet> {
  const panel = await underWay(ctx, params.id);
  const { entrantId, round, part, version } = body;
  const entrant = panel.file.entrants.find(({ id }) => id === entrantId);
  if (entrant === undefined) throw notFound();
  refuseSigned(panel, round);
  if (!appearingIn(panel, round).includes(entrantId)) throw new AppError('contest.not_appearing', { round });
  const known = panel.rules.parts.find(({ key }) => key === part);
  const words = { name: entrant.name, part: known?.name ?? part };
  const key =
    (known?.time ?? null) === null ? 'part_not_timed' : decimal(body.seconds).isNegative() ? 'negative_time' : null;
  if (key !== null) {
    const issues = issuesOf(ctx, [{ at: 'seconds', key: `panels.faults.${key}`, params: words }]);
    throw new AppError('contest.score_unfit', { reason: issues[0]?.message ?? '' }, issues);
  }
  const last = panel.times.find((one) => one.entrantId === entrantId && one.round === round && one.part === part);
  if ((last?.version ?? 0) !== version) throw new AppError('kernel.changed_meanwhile');
  if (version > 0 && body.reason === '') throw new AppError('contest.time_reason_missing');
  await store.insertTime(ctx, panel.contest.id, { ...body, version: version + 1 });
  const details = { contestId: panel.contest.id, round, part };
  audit(ctx, { action: 'contest.setTime', subject: `entrant:${entrantId}`, details });
  return sheetFor(ctx, panel.contest.id);
}

/**
 * The chair of the panel, or who publishes for the host, signs a round off; the audience's vote ends with it. Refuses: others, a
 * round that isn't open (contest.not_appearing), one that is signed (contest.round_signed), and marks or times that are missing,
 * each named (contest.round_incomplete).
 */
export async function signRound(
  ctx: Context,
  { params }: EndpointInput<typeof contract.signRound>,
): Promise<PanelSheet> {
  const { contest, standing } = await standingIn(ctx, params.id, 'lock');
  if (!standing.publishes && standing.seat?.isChair !== true) throw notFound();
  refuseStep(refuseUnjudged(contest), 'amend');
  const { round } = params;
  const panel = await panelOf(ctx, contest);
  refuseSigned(panel, round);
  if (appearingIn(panel, round).length === 0) throw new AppError('contest.not_appearing', { round });
  const lacking = lackingIn(panel, round);
  if (lacking.length > 0)
    throw new AppError('contest.round_incomplete', { count: lacking.length }, issuesOf(ctx, lacking));
  await store.signOff(ctx, contest.id, round);
  audit(ctx, { action: 'contest.signRound', subject: `contest:${contest.id}`, details: { round } });
  return sheetFor(ctx, contest.id);
}

/**
 * Shows the scores of a signed round to everybody, of one entrant or of all. Refuses: a round that isn't signed
 * (contest.round_unsigned), an entrant who didn't appear in it (contest.not_appearing).
 */
export async function revealScores(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.revealScores>,
): Promise<PanelSheet> {
  const panel = await underWay(ctx, params.id);
  const { round } = params;
  if (roundOf(panel, round).signedAt === null) throw new AppError('contest.round_unsigned', { round });
  const starters = appearingIn(panel, round);
  if (body.entrantId !== null && !starters.includes(body.entrantId))
    throw new AppError('contest.not_appearing', { round });
  const shown = body.entrantId === null ? starters : [body.entrantId];
  await store.insertReveals(ctx, panel.contest.id, round, shown);
  const details = { round, count: shown.length };
  audit(ctx, { action: 'contest.revealScores', subject: `contest:${panel.contest.id}`, details });
  return sheetFor(ctx, panel.contest.id);
}

const hasAudience = ({ rules }: Panel, round: number): boolean =>
  !decimal(rules.rounds[round - 1]?.audience ?? '0').isZero();

/** Refuses: a round that is signed off (contest.round_signed), one in which the audience has no share (contest.voting_closed). */
export async function setVoting(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.setVoting>,
): Promise<PanelSheet> {
  const panel = await underWay(ctx, params.id);
  refuseSigned(panel, params.round);
  if (!hasAudience(panel, params.round)) throw new AppError('contest.voting_closed', { round: params.round });
  await store.writeVoting(ctx, panel.contest.id, params.round, body.isVoting);
  const details = { round: params.round, isVoting: body.isVoting };
  audit(ctx, { action: 'contest.setVoting', subject: `contest:${panel.contest.id}`, details });
  return sheetFor(ctx, panel.contest.id);
}

/**
 * One vote of the audience. Refuses: a contest that isn't the reader's to see, a round in which nobody votes now
 * (contest.voting_closed), a second vote (contest.voted_already), an entrant who doesn't appear (contest.not_appearing).
 */
export async function votePanel(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.votePanel>,
): Promise<{ hasVoted: boolean }> {
  await contestToRead(ctx, params.id);
  const contest: ContestRecord = refuseUnjudged((await contestById(ctx, params.id, 'share'))!);
  refuseStep(contest, 'amend');
  const { round } = params;
  const panel = await panelOf(ctx, contest);
  if (!roundOf(panel, round).isVoting) throw new AppError('contest.voting_closed', { round });
  if (!appearingIn(panel, round).includes(body.entrantId)) throw new AppError('contest.not_appearing', { round });
  if (!(await store.countVote(ctx, contest.id, round, body.entrantId))) throw new AppError('contest.voted_already');
  // For whom is nobody's to know, the log's neither.
  audit(ctx, { action: 'contest.vote', subject: `contest:${contest.id}`, details: { round } });
  return { hasVoted: true };
}
