import { decimal, ratio, sum, zero, type Decimal } from '../ranking/decimals';
import { own, placeByChain, type Criterion, type Placed } from '../ranking/order';
import type { CriterionKey } from './file';
import { until, type Encounter, type Line, type Table } from './table';

type Part = 'matches' | 'games' | 'score';

const total = (encounters: readonly Encounter[], part: Part, side: 0 | 1): Decimal =>
  sum(encounters.map((encounter) => encounter[part][side]));

const ratioOf = (encounters: readonly Encounter[], part: Part): Decimal =>
  ratio(total(encounters, part, 0), total(encounters, part, 1));

const difference = (encounters: readonly Encounter[]): Decimal =>
  total(encounters, 'score', 0).minus(total(encounters, 'score', 1));

const wins = (encounters: readonly Encounter[]): Decimal =>
  decimal(encounters.filter(({ result }) => result === 'win').length);

const pointsOf = (encounters: readonly Encounter[]): Decimal => sum(encounters.map(({ points }) => points));

/** What is said of a list of encounters, all of them or those among the tied. */
const plain: Partial<Record<CriterionKey, (encounters: readonly Encounter[]) => Decimal>> = {
  wins,
  matches_ratio: (encounters) => ratioOf(encounters, 'matches'),
  games_ratio: (encounters) => ratioOf(encounters, 'games'),
  score_ratio: (encounters) => ratioOf(encounters, 'score'),
  difference,
  scored: (encounters) => total(encounters, 'score', 0),
  fouls: (encounters) => decimal(encounters.reduce((count, { fouls }) => count + fouls, 0)),
  games_moving_second: (encounters) =>
    decimal(encounters.filter((encounter) => encounter.wasPlayed && encounter.movedSecond).length),
  wins_moving_second: (encounters) =>
    wins(encounters.filter((encounter) => encounter.wasPlayed && encounter.movedSecond)),
};

const among: Partial<Record<CriterionKey, (encounters: readonly Encounter[]) => Decimal>> = {
  points_among: pointsOf,
  wins_among: wins,
  matches_ratio_among: (encounters) => ratioOf(encounters, 'matches'),
  games_ratio_among: (encounters) => ratioOf(encounters, 'games'),
  score_ratio_among: (encounters) => ratioOf(encounters, 'score'),
  difference_among: difference,
  scored_among: (encounters) => total(encounters, 'score', 0),
};

/** Points as an opponent's tie-break counts them: rounds at the end from which they stayed away count as drawn. */
function adjusted(table: Table, line: Line): Decimal {
  const byRound = new Map(line.encounters.map((encounter) => [encounter.round, encounter]));
  const draw = decimal(table.stage.points.draw);
  let points = line.points;
  for (const round of [...table.rounds].reverse()) {
    const encounter = byRound.get(round);
    if (encounter !== undefined && !encounter.wasAbsent) break;
    points = points.minus(encounter?.points ?? zero).plus(draw);
  }
  return points;
}

/** The lowest points among those who have played anybody: what stands in for an opponent who is missing. */
const lowestOf = (table: Table): Decimal =>
  table.lines
    .filter(({ encounters }) => encounters.some((encounter) => encounter.wasPlayed))
    .map(({ points }) => points)
    .reduce<Decimal | null>((least, points) => (least === null || points.lt(least) ? points : least), null) ?? zero;

interface Share {
  /** One for a win, one half for a draw. */
  readonly part: Decimal;
  readonly opponent: Decimal;
}

/**
 * The points of the opponent of every round. A round without a played opponent has one that stands in for it: by the chain
 * the lowest, one as strong as oneself, or none. In a round robin a walkover has an opponent all the same.
 */
function sharesOf(table: Table, line: Line, isAdjusted: boolean): Share[] {
  const { stage } = table;
  const isSwiss = stage.kind === 'swiss';
  const standIn =
    stage.chain.missingOpponent === 'own'
      ? line.points
      : stage.chain.missingOpponent === 'lowest'
        ? lowestOf(table)
        : zero;
  const shares = line.encounters.map(({ opponent, wasPlayed, result }): Share => {
    const part = decimal(result === 'win' ? '1' : result === 'draw' ? '0.5' : '0');
    const other = opponent === null || (isSwiss && !wasPlayed) ? undefined : table.byId.get(opponent);
    if (other === undefined) return { part, opponent: standIn };
    return { part, opponent: isAdjusted ? adjusted(table, other) : other.points };
  });
  const absent = isSwiss ? table.rounds.length - line.encounters.length : 0;
  for (let round = 0; round < absent; round += 1) shares.push({ part: zero, opponent: standIn });
  return shares;
}

function cumulative(table: Table, line: Line, from: number): Decimal {
  let running = zero;
  let all = zero;
  const first = table.rounds[0] ?? 1;
  for (const round of table.rounds) {
    if (round < first + from) continue;
    running = running.plus(pointsOf(line.encounters.filter((encounter) => encounter.round === round)));
    all = all.plus(running);
  }
  return all;
}

/** What looks at the whole table. */
function ofTable(table: Table, key: CriterionKey): ((line: Line) => Decimal) | null {
  const opponents = (line: Line, isAdjusted: boolean) =>
    sharesOf(table, line, isAdjusted).map(({ opponent }) => opponent);
  switch (key) {
    case 'opponents_points':
      return (line) => sum(opponents(line, false));
    case 'buchholz':
      return (line) => sum(opponents(line, true));
    case 'buchholz_without_lowest':
      return (line) =>
        sum(
          opponents(line, true)
            .sort((one, other) => one.cmp(other))
            .slice(1),
        );
    case 'sonneborn_berger':
      return (line) => sum(sharesOf(table, line, true).map(({ part, opponent }) => part.times(opponent)));
    case 'cumulative':
      return (line) => cumulative(table, line, 0);
    case 'cumulative_without_first':
      return (line) => cumulative(table, line, 1);
    case 'previous_round': {
      const last = table.rounds.at(-1);
      if (last === undefined || table.rounds.length === 1) return () => zero;
      let ranks: ReadonlyMap<string, number> | null = null;
      return (line) => {
        ranks ??= new Map(placeLines(until(table, last - 1)).map(({ item, rank }) => [item.id, rank]));
        return decimal(ranks.get(line.id) ?? 0);
      };
    }
    case 'lot':
      return (line) => decimal(line.number ?? 100_001);
    default:
      return null;
  }
}

const lower: ReadonlySet<CriterionKey> = new Set(['fouls', 'previous_round', 'lot']);

function criterionOf(table: Table, key: CriterionKey): Criterion<Line> {
  const better = lower.has(key) ? 'lower' : 'higher';
  const amongTied = among[key];
  if (amongTied !== undefined)
    return {
      key,
      better,
      valueOf: (line, tied) => {
        const inside = new Set(tied.map(({ id }) => id));
        return amongTied(line.encounters.filter(({ opponent }) => opponent !== null && inside.has(opponent)));
      },
    };
  const whole = ofTable(table, key);
  if (whole !== null) return own(key, better, whole);
  return own(key, better, (line) => plain[key]?.(line.encounters) ?? zero);
}

/** The lines of a table in the order of their places. */
export function placeLines(table: Table): Placed<Line>[] {
  const first = own<Line>('points', 'higher', ({ points }) => points);
  const { criteria, restart } = table.stage.chain;
  return placeByChain(
    table.lines,
    first,
    { criteria: criteria.map((key) => criterionOf(table, key)), restart },
    (one, other) => (one.number ?? 0) - (other.number ?? 0) || (one.id < other.id ? -1 : 1),
  );
}
