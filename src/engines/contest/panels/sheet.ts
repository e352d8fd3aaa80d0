import { accountNames, notFound, type Context } from '#kernel';
import { issuesOf } from '../contests/faults';
import { contestToRead } from '../contests/policy';
import { contestById } from '../contests/store';
import { decimalWords, rounded, type Decimal } from '../ranking/decimals';
import { shownBallot } from './ballots';
import type { PanelSheet, ScoreShown } from './contract';
import type { PanelFile } from './file';
import { appearingIn, lackingIn, leads, panelOf, refuseUnjudged, roundOf, seatsFor, standingIn } from './panel';
import type { Panel, Standing } from './panel';
import { outliersOf, rankPanel } from './rank';
import { isScored, Scores } from './score';
import * as store from './store';

/** The sheet of a judged contest. Refuses: who neither manages it nor chairs its panel, a contest of another kind. */
export async function showPanel(ctx: Context, id: string): Promise<PanelSheet> {
  const { contest, standing } = await standingIn(ctx, id);
  if (!leads(standing)) throw notFound();
  return sheetOf(ctx, await panelOf(ctx, refuseUnjudged(contest)), standing);
}

/** The sheet after an act that was allowed. */
export async function sheetFor(ctx: Context, id: string): Promise<PanelSheet> {
  const { standing } = await standingIn(ctx, id);
  return sheetOf(ctx, await panelOf(ctx, (await contestById(ctx, id))!), standing);
}

/** What a chair who isn't of the host's office sees of a contest judged by number. */
function withoutNames(panel: Panel): Panel {
  const entrants = panel.file.entrants.map((one) => ({ ...one, name: String(one.number ?? ''), unit: '' }));
  return { ...panel, file: { ...panel.file, entrants } };
}

async function sheetOf(ctx: Context, whole: Panel, standing: Standing): Promise<PanelSheet> {
  const panel = whole.rules.isBlind && !standing.manages ? withoutNames(whole) : whole;
  const { contest, rules, file } = panel;
  const names = await accountNames(
    ctx,
    panel.rounds.flatMap(({ signedBy }) => signedBy ?? []),
  );
  const rounds = rules.rounds.map(({ name }, i) => sheetRound(ctx, panel, i + 1, name, names));
  const told = new Set(rounds.filter(({ scores }) => scores !== null).map(({ number }) => number));
  const ballots = file.results.ballots.filter(({ round }) => told.has(round));
  return {
    rules,
    version: contest.version,
    judges: [...panel.judges],
    conflicts: panel.recusals.map((one) => ({ ...one })),
    entrants: entrantsShown(file),
    rounds,
    times: panel.times.map((time) => ({ ...time })),
    deskMarks: panel.ballots.filter(({ seat }) => isDesk(panel, seat)).map(shownBallot),
    standing: told.size === 0 ? null : rankPanel({ ...file, results: { ...file.results, ballots } }).groups,
    abilities: abilitiesIn(panel, standing),
  };
}

const isDesk = ({ judges }: Panel, seat: number): boolean =>
  seat === 0 || judges.find((one) => one.seat === seat)?.isByDesk === true;

function entrantsShown({ entrants }: PanelFile): PanelSheet['entrants'] {
  return entrants.map(({ id, number, name, unit, state }) => ({
    ...{ id, number: number ?? null, name, unit: unit ?? '', isOut: state !== 'entered' },
  }));
}

function abilitiesIn(panel: Panel, { manages, publishes, seat }: Standing): Record<string, boolean> {
  const { state } = panel.contest;
  const isRunning = state === 'running' || state === 'signed_off';
  const isOpen = state === 'draft' || isRunning;
  const isSigned = panel.rounds.some(({ signedAt }) => signedAt !== null);
  return {
    seat: manages && isOpen && panel.ballots.length === 0,
    declare: isOpen && !isSigned,
    record: manages && isRunning,
    sign: isRunning && (publishes || seat?.isChair === true),
    reveal: manages && isRunning,
  };
}

/**
 * One round for whoever leads. While the rules keep marks secret, marks are shown once all are in: who is still to mark is not
 * to be told what the others gave, and the chair judges, too.
 */
function sheetRound(
  ctx: Context,
  panel: Panel,
  round: number,
  name: string,
  names: ReadonlyMap<string, string>,
): PanelSheet['rounds'][number] {
  const record = roundOf(panel, round);
  const starters = appearingIn(panel, round);
  const lacking = lackingIn(panel, round);
  const isIn = starters.length > 0 && lacking.length === 0;
  const isTold = panel.rules.marksAre === 'open' || record.signedAt !== null || isIn;
  const cells = starters.flatMap((entrantId) => panel.rules.parts.map((part) => ({ entrantId, part })));
  const given = cells.map(({ entrantId, part }) => ({
    ...{ entrantId, part: part.key },
    seats: panel.ballots
      .filter((one) => one.entrantId === entrantId && one.round === round && one.part === part.key && one.isSigned)
      .map(({ seat }) => seat),
  }));
  return {
    ...{ number: round, name, starters, isVoting: record.isVoting, voters: record.voters, revealed: record.revealed },
    signedAt: record.signedAt?.toISOString() ?? null,
    signedByName: names.get(record.signedBy ?? '') ?? '',
    given,
    count: given.reduce((all, { seats }) => all + seats.length, 0),
    wanted: cells.reduce((all, { entrantId, part }) => all + seatsFor(panel, entrantId, part).length, 0),
    missing: issuesOf(ctx, lacking).map(({ message }) => message),
    scores: isTold ? scoresIn(panel, round, starters) : null,
    outliers: isTold
      ? outliersOf(panel.file)
          .filter((one) => one.round === round)
          .map(({ entrant, part, judge, mark, median }) => ({
            ...{ entrantId: entrant, part, seat: Number(judge), mark, median },
          }))
      : [],
  };
}

/** What a quotient is printed to; what is compared goes on to forty digits. */
const printed = (value: Decimal): string => decimalWords(rounded(value, 4));

function scoresIn({ file, rules }: Panel, round: number, ids: readonly string[]): ScoreShown[] {
  const scores = new Scores(file, rules.rounding.decimals);
  return file.entrants
    .filter(({ id }) => ids.includes(id))
    .flatMap((entrant) => {
      const score = scores.of(entrant, round);
      if (!isScored(score)) return [];
      return [
        {
          entrantId: entrant.id,
          parts: score.parts.map(({ part, marks, mean, deduction, score: points }) => ({
            ...{ part, mean: printed(mean), deduction: printed(deduction), score: printed(points) },
            marks: marks.map(({ judge, mark, isDropped }) => ({
              ...{ seat: Number(judge ?? '0'), mark: printed(mark), isDropped },
            })),
          })),
          audience: score.audience === null ? null : printed(score.audience),
          total: rounded(score.total, rules.rounding.decimals).toFixed(rules.rounding.decimals),
        },
      ];
    });
}

/**
 * What everybody sees: who appears in rounds that are open, and scores as far as they are revealed. Refuses: a contest that isn't
 * the reader's to see, one of another kind.
 */
export async function showScores(ctx: Context, id: string) {
  const panel = await panelOf(ctx, refuseUnjudged(await contestToRead(ctx, id)));
  const voted = new Set(await store.roundsVotedIn(ctx, id));
  const entrants = entrantsShown(panel.file);
  return {
    rounds: panel.rules.rounds.map(({ name }, i) => {
      const { isVoting, revealed } = roundOf(panel, i + 1);
      const starters = publicStarters(panel, i + 1);
      return {
        ...{ number: i + 1, name, isVoting, hasVoted: voted.has(i + 1) },
        entrants: starters.map((one) => entrants.find((entrant) => entrant.id === one)!),
        scores: scoresIn(panel, i + 1, revealed),
      };
    }),
  };
}

/** Who comes into a later round is told by the scores of the earlier one, so it waits until all of these are revealed. */
function publicStarters(panel: Panel, round: number): string[] {
  if (panel.contest.state === 'draft') return [];
  const before = round === 1 ? [] : appearingIn(panel, round - 1);
  const revealed = new Set(round === 1 ? [] : roundOf(panel, round - 1).revealed);
  return before.every((id) => revealed.has(id)) ? appearingIn(panel, round) : [];
}
