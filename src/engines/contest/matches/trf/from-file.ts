import { decimal } from '../../ranking/decimals';
import type { MatchFile, StageRule } from '../file';
import { meetingsOf, wasPlayed, type Meeting } from '../meetings';
import { trfPoints, type Trf, type TrfGame, type TrfResult } from './trf';

type SwissStage = Extract<StageRule, { kind: 'swiss' }>;

function resultOf(stage: SwissStage, meeting: Meeting, second: boolean): TrfResult {
  switch (meeting.how) {
    case 'half_bye':
      return 'H';
    case 'zero_bye':
      return 'Z';
    case 'bye':
      return decimal(stage.points.bye).gte(stage.points.win) ? 'U' : 'H';
    case 'walkover':
      return meeting.outcome === (second ? 'second' : 'first') ? '+' : '-';
    case 'played':
      if (meeting.outcome === 'draw') return '=';
      return meeting.outcome === (second ? 'second' : 'first') ? '1' : '0';
  }
}

/** A Swiss stage of a contest file as a tournament report. Numbers are those drawn, or the places in the list of entrants. */
export function trfOfStage(file: MatchFile, stage: SwissStage): Trf {
  const hasNumbers = file.entrants.every(({ number }) => number !== undefined);
  const numbers = new Map(file.entrants.map(({ id, number }, place) => [id, hasNumbers ? number! : place + 1]));
  const meetings = meetingsOf(file).filter((meeting) => meeting.stage === stage.id);
  const over = Math.max(0, ...meetings.map(({ round }) => round));
  const players = file.entrants.map(({ id, name }) => {
    const games = Array.from({ length: over }, (_, at): TrfGame => {
      const meeting = meetings.find(({ round, sides }) => round === at + 1 && sides.includes(id));
      if (meeting === undefined) return { opponent: null, colour: null, result: 'Z' };
      const second = meeting.sides[1] === id;
      const other = meeting.sides[second ? 0 : 1];
      const colour = wasPlayed(meeting) ? (second ? ('second' as const) : ('first' as const)) : null;
      const opponent = other === null ? null : (numbers.get(other) ?? null);
      return { opponent, colour, result: resultOf(stage, meeting, second) };
    });
    const points = games.reduce((sum, { result }) => sum + trfPoints[result], 0);
    return { number: numbers.get(id)!, name, rating: 0, points, rank: null, games };
  });
  return { name: file.name, rounds: stage.rounds, lot: 'first', players };
}
