import { AppError, audit, notFound, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { issuesOf } from '../contests/faults';
import { contestFor, refuseStep } from '../contests/policy';
import type { ContestRecord } from '../contests/store';
import { decimalWords } from '../ranking/decimals';
import type { BallotShown, JudgeSheet } from './contract';
import type * as contract from './contract';
import { faultsOfBallot, type BallotFault } from './faults';
import { appearingIn, panelOf, refuseUnjudged, roundOf, standingIn, type Panel } from './panel';
import { wholeMark } from './score';
import * as store from './store';

export const shownBallot = (ballot: store.BallotRecord): BallotShown => ({ ...ballot });

/** The panels under way in which the reader sits. */
export async function listJudging(ctx: Context): Promise<{ rows: store.OwnSeat[] }> {
  const personId = ctx.user?.personId ?? null;
  return { rows: personId === null ? [] : await store.seatsOfPerson(ctx, personId) };
}

/** What a judge has to mark. Refuses: who has no seat in the panel (contest.no_seat), a contest of another kind. */
export async function showJudging(ctx: Context, id: string): Promise<JudgeSheet> {
  const { contest, standing } = await standingIn(ctx, id);
  const { seat } = standing;
  refuseUnjudged(contest);
  if (seat === null) throw new AppError('contest.no_seat', { name: contest.name });
  const panel = await panelOf(ctx, contest);
  const entrants = new Map(panel.file.entrants.map((one) => [one.id, one]));
  const aside = new Map(
    panel.recusals.filter((one) => one.seat === seat.seat).map((one) => [one.entrantId, one.ground]),
  );
  const { isBlind } = panel.rules;
  return {
    contest: { id: contest.id, name: contest.name },
    rules: panel.rules,
    ...{ seat: seat.seat, isChair: seat.isChair, isRunning: contest.state === 'running' },
    rounds: panel.rules.rounds.map(({ name }, i) => ({
      ...{ number: i + 1, name, isSigned: roundOf(panel, i + 1).signedAt !== null },
      entrants: appearingIn(panel, i + 1).map((entrantId) => {
        const entrant = entrants.get(entrantId)!;
        return {
          ...{ id: entrantId, number: entrant.number ?? null, recused: aside.get(entrantId) ?? null },
          name: isBlind ? '' : entrant.name,
          unit: isBlind ? '' : (entrant.unit ?? ''),
        };
      }),
    })),
    ballots: panel.ballots.filter((one) => one.seat === seat.seat).map(shownBallot),
    others: othersFor(panel, seat.seat),
  };
}

/** What the others gave, of those whom this judge has signed or whose round is over, where the rules let judges see it. */
function othersFor(panel: Panel, seat: number): JudgeSheet['others'] {
  const isOver = (round: number): boolean => roundOf(panel, round).signedAt !== null;
  const own = panel.ballots.filter((one) => one.seat === seat && one.isSigned);
  const isSeen = (one: store.BallotRecord): boolean =>
    isOver(one.round) ||
    (panel.rules.marksAre === 'open' &&
      own.some(
        ({ entrantId, round, part }) => entrantId === one.entrantId && round === one.round && part === one.part,
      ));
  return panel.ballots
    .filter((one) => one.seat !== seat && one.seat > 0 && one.isSigned && isSeen(one))
    .flatMap((one) => {
      const { entrantId, round, part, seat: other } = one;
      const known = panel.rules.parts.find(({ key }) => key === part);
      return known === undefined
        ? []
        : [{ entrantId, round, part, seat: other, mark: decimalWords(wholeMark(one, known)) }];
    });
}

type Given = EndpointInput<typeof contract.giveScore>['body'];

/**
 * The own marks of a judge. What was given stays on record; what is signed counts. Refuses: who has no seat (contest.no_seat), a contest that isn't
 * under way (contest.step_impossible), a round that is signed off (contest.round_signed), an entrant who doesn't appear in it
 * (contest.not_appearing) or for whom the judge stands aside (contest.judge_recused), marks outside the scale, each with its
 * field (contest.score_unfit), a ballot that is signed (contest.ballot_signed), one on top of another version.
 */
export async function giveScore(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.giveScore>,
): Promise<BallotShown> {
  const { contest, standing } = await standingIn(ctx, params.id, 'share');
  refuseUnjudged(contest);
  if (standing.seat === null) throw new AppError('contest.no_seat', { name: contest.name });
  return saveBallot(ctx, contest, standing.seat.seat, body);
}

/**
 * Marks that the desk enters: of a seat that nobody of the house has, or of what nobody judges. Refuses: the seat of somebody who
 * marks on the own phone (contest.judge_unfit), and what giveScore refuses.
 */
export async function enterScore(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.enterScore>,
): Promise<BallotShown> {
  const contest = await contestFor(ctx, params.id, 'contest.contest.manage', { hold: 'share' });
  const { seat, ...given } = body;
  const judge = (await store.judgesOf(ctx, contest.id)).find((one) => one.seat === seat);
  if (seat > 0 && judge === undefined) throw notFound();
  if (judge !== undefined && judge.personId !== null) throw new AppError('contest.judge_unfit', { seat });
  return saveBallot(ctx, contest, seat, given);
}

async function saveBallot(ctx: Context, contest: ContestRecord, seat: number, given: Given): Promise<BallotShown> {
  refuseStep(refuseUnjudged(contest), 'amend');
  const panel = await panelOf(ctx, contest);
  const { entrantId, round, part } = given;
  if (!panel.file.entrants.some(({ id }) => id === entrantId)) throw notFound();
  if (roundOf(panel, round).signedAt !== null) throw new AppError('contest.round_signed', { round });
  if (!appearingIn(panel, round).includes(entrantId)) throw new AppError('contest.not_appearing', { round });
  if (panel.recusals.some((one) => one.seat === seat && one.entrantId === entrantId))
    throw new AppError('contest.judge_recused');
  refuseUnfit(ctx, panel, seat, given);
  const last = panel.ballots.find(
    (one) => one.entrantId === entrantId && one.round === round && one.part === part && one.seat === seat,
  );
  if (last?.isSigned === true) throw new AppError('contest.ballot_signed');
  if ((last?.version ?? 0) !== given.version) throw new AppError('kernel.changed_meanwhile');
  const record: store.BallotRecord = { ...given, seat, version: given.version + 1 };
  if (!(await store.insertBallot(ctx, contest.id, record))) throw new AppError('kernel.changed_meanwhile');
  const details = { contestId: contest.id, round, part, seat };
  audit(ctx, { action: 'contest.giveScore', subject: `entrant:${entrantId}`, details });
  return shownBallot(record);
}

function refuseUnfit(ctx: Context, { rules }: Panel, seat: number, given: Given): void {
  const part = rules.parts.find(({ key }) => key === given.part);
  const isWrongHand = part !== undefined && (part.by === 'desk') !== (seat === 0);
  const found: BallotFault[] = isWrongHand
    ? [{ field: 'part', key: 'wrong_hand', params: { name: part.name } }]
    : faultsOfBallot(given, rules);
  if (found.length === 0) return;
  const faults = found.map(({ field, key, params }) => ({ at: field, key: `panels.faults.${key}`, params }));
  const issues = issuesOf(ctx, faults);
  throw new AppError('contest.score_unfit', { reason: issues[0]?.message ?? '' }, issues);
}
