import { decimal, zero, type Decimal } from '../ranking/decimals';
import type { FileMatch, GamesRule, MatchFile, ScoreModel } from './file';

export type Outcome = 'first' | 'second' | 'draw' | 'neither';
export type Tally = readonly [Decimal, Decimal];

/** A match as the tables see it: who won, and what each side has of matches, games and score. */
export interface Meeting {
  readonly stage: string;
  readonly round: number;
  readonly group: string | null;
  readonly sides: readonly [string, string | null];
  readonly how: FileMatch['how'];
  readonly outcome: Outcome;
  readonly matches: Tally;
  readonly games: Tally;
  readonly score: Tally;
  readonly fouls: readonly [number, number];
  readonly bracket: FileMatch['bracket'];
  readonly place: number | null;
}

const nothing: Tally = [zero, zero];
const tally = (first: number, second: number): Tally => [decimal(first), decimal(second)];

const plus = (one: Tally, other: Tally): Tally => [one[0].plus(other[0]), one[1].plus(other[1])];

/** Games won by each side. */
export function gamesWon(games: readonly (readonly [number, number])[]): [number, number] {
  let first = 0;
  for (const [one, other] of games) if (one > other) first += 1;
  return [first, games.length - first];
}

const gameTallies = (games: readonly (readonly [number, number])[]) => ({
  games: tally(...gamesWon(games)),
  score: games.reduce<Tally>((sum, [one, other]) => plus(sum, tally(one, other)), nothing),
});

const whoHasMore = ([first, second]: Tally): Outcome =>
  first.gt(second) ? 'first' : second.gt(first) ? 'second' : 'draw';

interface Tallies {
  readonly outcome: Outcome;
  readonly matches: Tally;
  readonly games: Tally;
  readonly score: Tally;
}

function played(match: FileMatch, model: ScoreModel): Tallies {
  switch (model.model) {
    case 'outcome':
      return { outcome: match.winner ?? 'neither', matches: nothing, games: nothing, score: nothing };
    case 'points': {
      const score: Tally = match.score ? [decimal(match.score[0]), decimal(match.score[1])] : nothing;
      const more = whoHasMore(score);
      return { outcome: more === 'draw' ? (match.winner ?? 'draw') : more, matches: nothing, games: nothing, score };
    }
    case 'games': {
      const counted = gameTallies(match.games ?? []);
      const outcome = whoHasMore(counted.games);
      return { outcome, matches: tally(Number(outcome === 'first'), Number(outcome === 'second')), ...counted };
    }
    case 'team': {
      const each = (match.matches ?? []).filter((games) => games.length > 0).map(gameTallies);
      const matches = each.reduce<Tally>((sum, { games }) => {
        const winner = whoHasMore(games);
        return plus(sum, tally(Number(winner === 'first'), Number(winner === 'second')));
      }, nothing);
      const games = each.reduce<Tally>((sum, one) => plus(sum, one.games), nothing);
      const score = each.reduce<Tally>((sum, one) => plus(sum, one.score), nothing);
      return { outcome: whoHasMore(matches), matches, games, score };
    }
  }
}

const needed = (games: GamesRule): number => Math.floor(games.bestOf / 2) + 1;

/** What was not played is lost to nothing: all games that a win takes, each to its full points. */
export function walkoverTallies(model: ScoreModel, outcome: Outcome): Tallies {
  const full = (value: number): Tally =>
    outcome === 'first' ? tally(value, 0) : outcome === 'second' ? tally(0, value) : nothing;
  if (model.model === 'games') {
    const won = needed(model.games);
    return { outcome, matches: full(1), games: full(won), score: full(won * model.games.to) };
  }
  if (model.model === 'team') {
    const matches = Math.floor(model.matches / 2) + 1;
    const won = matches * needed(model.games);
    return { outcome, matches: full(matches), games: full(won), score: full(won * model.games.to) };
  }
  return { outcome, matches: nothing, games: nothing, score: nothing };
}

function talliesOf(match: FileMatch, model: ScoreModel): Tallies {
  if (match.sides[1] === null) return { outcome: 'first', matches: nothing, games: nothing, score: nothing };
  if (match.how === 'walkover') {
    const given = match.score;
    const counted = walkoverTallies(model, match.winner ?? 'neither');
    return given ? { ...counted, score: [decimal(given[0]), decimal(given[1])] } : counted;
  }
  return played(match, model);
}

/** All matches of the file whose stage is known, in its order. */
export function meetingsOf(file: Pick<MatchFile, 'rules' | 'results'>): Meeting[] {
  const models = new Map(file.rules.stages.map((stage) => [stage.id, stage.score]));
  return file.results.matches.flatMap((match): Meeting[] => {
    const model = models.get(match.stage);
    if (model === undefined) return [];
    const { stage, round, sides, how, bracket } = match;
    const rest = { group: match.group ?? null, fouls: match.fouls ?? ([0, 0] as const), place: match.place ?? null };
    return [{ stage, round, sides, how, bracket, ...rest, ...talliesOf(match, model) }];
  });
}

/** Both have played it: a bye and a walkover are no game that was played. */
export const wasPlayed = (meeting: Meeting): boolean => meeting.how === 'played' && meeting.sides[1] !== null;
