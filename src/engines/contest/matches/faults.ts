import type { FileFault } from '../ranking/contest-file';
import { faultsOfHead } from '../ranking/head-faults';
import { hasTable, type FileMatch, type GamesRule, type MatchFile, type ScoreModel, type StageRule } from './file';
import { gamesWon } from './meetings';

type Say = (at: string, key: string, params?: Record<string, string>) => void;

type Game = readonly [number, number];

/** Whether a game can end so: to its points with its lead, on by single points with exactly the lead, or at its cap. */
export function canEnd([one, other]: Game, { to, lead, cap }: GamesRule): boolean {
  const more = Math.max(one, other);
  const less = Math.min(one, other);
  if (more < to || more === less || (cap !== undefined && more > cap)) return false;
  if (more === cap && less === cap - 1) return true;
  return more === to ? more - less >= lead : more - less === lead;
}

/** A match of games ends with the game that decides it. */
function gameFaults(at: string, games: readonly Game[], rule: GamesRule, say: Say): void {
  for (const [place, game] of games.entries())
    if (!canEnd(game, rule)) say(`${at}.${place}`, 'game_cannot_end', { score: game.join(':'), to: String(rule.to) });
  const needed = Math.floor(rule.bestOf / 2) + 1;
  const [first, second] = gamesWon(games);
  const [last] = games.slice(-1);
  const beforeLast = gamesWon(games.slice(0, -1));
  if (last === undefined || Math.max(first, second) !== needed || Math.max(...beforeLast) >= needed)
    say(at, 'games_do_not_decide', { score: `${first}:${second}`, bestOf: String(rule.bestOf) });
}

function scoreFaults(at: string, match: FileMatch, model: ScoreModel, mustDecide: boolean, say: Say): void {
  const canDraw = !mustDecide && (model.model === 'outcome' || model.model === 'points') && model.canDraw;
  switch (model.model) {
    case 'outcome':
      if (match.winner === undefined) say(at, 'no_result');
      if (match.winner === 'draw' && !canDraw) say(at, 'no_draw_here');
      return;
    case 'points': {
      if (match.score === undefined) return say(at, 'no_result');
      const difference = Number(match.score[0]) - Number(match.score[1]);
      if (difference === 0) {
        if (!canDraw && (match.winner === undefined || match.winner === 'draw')) say(at, 'no_draw_here');
      } else if (match.winner !== undefined && match.winner !== (difference > 0 ? 'first' : 'second'))
        say(at, 'winner_against_score');
      return;
    }
    case 'games':
      if (match.games === undefined) return say(at, 'no_result');
      return gameFaults(`${at}.games`, match.games, model.games, say);
    case 'team': {
      if (match.matches === undefined) return say(at, 'no_result');
      if (match.matches.length > model.matches) say(at, 'too_many_matches', { matches: String(model.matches) });
      for (const [place, games] of match.matches.entries())
        if (games.length > 0) gameFaults(`${at}.matches.${place}`, games, model.games, say);
    }
  }
}

function resultFaults(at: string, match: FileMatch, stage: StageRule, say: Say): void {
  const isBye = match.how.endsWith('bye');
  if (isBye !== (match.sides[1] === null)) return say(at, isBye ? 'bye_against_somebody' : 'nobody_to_play');
  if (isBye) {
    if (match.score ?? match.games ?? match.matches ?? match.winner) say(at, 'bye_with_result');
    return;
  }
  if (match.how === 'walkover') {
    if (match.winner === undefined || match.winner === 'draw') say(at, 'no_result');
    return;
  }
  scoreFaults(at, match, stage.score, !hasTable(stage), say);
}

/** Who plays whom how often, and nobody twice in a round. */
class Seen {
  private readonly inRound = new Set<string>();
  private readonly meetings = new Map<string, number>();

  take(at: string, { stage: stageId, round, sides, how }: FileMatch, stage: StageRule, say: Say): void {
    for (const side of sides) {
      if (side === null) continue;
      const key = `${stageId} ${round} ${side}`;
      if (hasTable(stage) && this.inRound.has(key)) say(at, 'twice_in_round', { entrant: side, round: String(round) });
      this.inRound.add(key);
    }
    if (sides[1] === null) return;
    const pair = `${stageId} ${[...sides].sort().join(' ')}`;
    const before = this.meetings.get(pair) ?? 0;
    const most = stage.kind === 'round_robin' ? stage.legs : stage.kind === 'double_elimination' ? 3 : 1;
    if (before >= most) say(at, 'met_before', { first: sides[0], second: sides[1] });
    // In a Swiss stage those whose match was not played may be paired again.
    if (stage.kind !== 'swiss' || how === 'played') this.meetings.set(pair, before + 1);
  }
}

function headFaults(file: MatchFile, say: Say): void {
  const numbers = new Set<number>();
  for (const [place, { number }] of file.entrants.entries()) {
    if (number !== undefined && numbers.has(number))
      say(`entrants.${place}.number`, 'number_twice', { number: String(number) });
    if (number !== undefined) numbers.add(number);
  }
  const stages = new Set<string>();
  for (const [place, { id }] of file.rules.stages.entries()) {
    if (stages.has(id)) say(`rules.stages.${place}`, 'stage_twice', { stage: id });
    stages.add(id);
  }
}

/** When somebody was out: the number of their last round of a stage; of the stages after it they are out altogether. */
function lastRounds(file: MatchFile, say: Say): (entrant: string, stage: string) => number {
  const order = file.rules.stages.map(({ id }) => id);
  const known = new Set(file.entrants.map(({ id }) => id));
  const last = new Map<string, { readonly stage: number; readonly round: number }>();
  for (const [place, { entrant, stage, afterRound }] of file.results.withdrawals.entries()) {
    const at = `results.withdrawals.${place}`;
    if (!known.has(entrant)) say(at, 'unknown_entrant', { entrant });
    if (!order.includes(stage)) say(at, 'unknown_stage', { stage });
    if (last.has(entrant)) say(at, 'withdrawn_twice', { entrant });
    last.set(entrant, { stage: order.indexOf(stage), round: afterRound });
  }
  return (entrant, stage) => {
    const found = last.get(entrant);
    const at = order.indexOf(stage);
    if (found === undefined || at < found.stage) return Infinity;
    return at === found.stage ? found.round : -1;
  };
}

/** What the schema of a match file can't see. A file without a fault can be ranked, and its ranking means something. */
export function faultsOfMatches(file: MatchFile): FileFault[] {
  const faults: FileFault[] = faultsOfHead(file);
  const say: Say = (at, key, params = {}) => void faults.push({ at, key: `matches.faults.${key}`, params });
  headFaults(file, say);
  const lastRound = lastRounds(file, say);
  const stages = new Map(file.rules.stages.map((stage) => [stage.id, stage]));
  const groupOf = new Map(file.entrants.map(({ id, group }) => [id, group]));
  const firstStage = file.rules.stages[0]?.id;
  const seen = new Seen();
  for (const [place, match] of file.results.matches.entries()) {
    const at = `results.matches.${place}`;
    const stage = stages.get(match.stage);
    if (stage === undefined) {
      say(at, 'unknown_stage', { stage: match.stage });
      continue;
    }
    const sides = match.sides.filter((side) => side !== null);
    for (const entrant of sides) {
      if (!groupOf.has(entrant)) say(at, 'unknown_entrant', { entrant });
      const isAbsence = match.how === 'walkover' || match.how === 'zero_bye';
      if (!isAbsence && match.round > lastRound(entrant, match.stage)) say(at, 'after_withdrawal', { entrant });
    }
    if (sides[0] === sides[1]) say(at, 'against_itself', { entrant: String(sides[0]) });
    const isFirst = match.stage === firstStage && hasTable(stage);
    if (isFirst && sides.length === 2 && groupOf.get(sides[0]!) !== groupOf.get(sides[1]!))
      say(at, 'of_two_groups', { first: sides[0]!, second: sides[1]! });
    if (stage.kind === 'swiss' && match.round > stage.rounds)
      say(at, 'round_beyond', { round: String(match.round), rounds: String(stage.rounds) });
    seen.take(at, match, stage, say);
    resultFaults(at, match, stage, say);
  }
  return faults;
}
