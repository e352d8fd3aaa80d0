import { decimal, sum, zero, type Decimal } from '../ranking/decimals';
import type { MatchFile, PointsRule, TableStage } from './file';
import { outOf, type StageGroup } from './members';
import { wasPlayed, type Meeting, type Tally } from './meetings';

/** A match seen from one side. */
export interface Encounter {
  readonly round: number;
  readonly opponent: string | null;
  readonly result: 'win' | 'draw' | 'loss';
  readonly points: Decimal;
  readonly wasPlayed: boolean;
  readonly movedSecond: boolean;
  /** Absent by their own will: a bye asked for, a match not come to. */
  readonly wasAbsent: boolean;
  readonly matches: Tally;
  readonly games: Tally;
  readonly score: Tally;
  readonly fouls: number;
}

/** One line of a table, with all that a tie-break may ask for. */
export interface Line {
  readonly id: string;
  readonly number: number | null;
  readonly encounters: readonly Encounter[];
  readonly points: Decimal;
}

export interface Table {
  readonly stage: TableStage;
  /** Those who get a place. */
  readonly lines: readonly Line[];
  /** Those who are out as well, whose matches may still count for the others. */
  readonly byId: ReadonlyMap<string, Line>;
  /** Rounds with any match in them, in order. */
  readonly rounds: readonly number[];
}

const turned = ([own, other]: Tally): Tally => [other, own];

function resultOf(meeting: Meeting, second: boolean): Encounter['result'] {
  if (meeting.how === 'half_bye') return 'draw';
  if (meeting.how === 'zero_bye' || meeting.outcome === 'neither') return 'loss';
  if (meeting.outcome === 'draw') return 'draw';
  return (meeting.outcome === 'second') === second ? 'win' : 'loss';
}

/** What a match is worth to one side of it. */
function worth(points: PointsRule, meeting: Meeting, result: Encounter['result'], second: boolean): Decimal {
  switch (meeting.how) {
    case 'bye':
      return decimal(points.bye);
    case 'half_bye':
      return decimal(points.halfBye);
    case 'zero_bye':
      return zero;
    case 'walkover':
      return decimal(result === 'win' ? (points.walkoverWin ?? points.win) : points.walkoverLoss);
    case 'played':
      if (result === 'draw' && second) return decimal(points.drawMovingSecond ?? points.draw);
      return decimal(points[result]);
  }
}

function encounterOf(points: PointsRule, meeting: Meeting, second: boolean): Encounter {
  const result = resultOf(meeting, second);
  const own = (tally: Tally) => (second ? turned(tally) : tally);
  return {
    round: meeting.round,
    opponent: second ? meeting.sides[0] : meeting.sides[1],
    result,
    points: worth(points, meeting, result, second),
    wasPlayed: wasPlayed(meeting),
    movedSecond: second,
    wasAbsent: ['half_bye', 'zero_bye'].includes(meeting.how) || (meeting.how === 'walkover' && result === 'loss'),
    matches: own(meeting.matches),
    games: own(meeting.games),
    score: own(meeting.score),
    fouls: meeting.fouls[second ? 1 : 0],
  };
}

/** The table of one group, in no order yet. */
export function tableOf(file: Pick<MatchFile, 'entrants'>, given: StageGroup, stage: TableStage): Table {
  const out = outOf(file);
  const numbers = new Map(file.entrants.map(({ id, number }) => [id, number ?? null]));
  const lists = new Map<string, Encounter[]>(given.members.map((id) => [id, []]));
  for (const meeting of given.meetings)
    for (const [place, side] of meeting.sides.entries())
      if (side !== null) lists.get(side)?.push(encounterOf(stage.points, meeting, place === 1));
  const lines = [...lists].map(([id, encounters]) => ({
    id,
    number: numbers.get(id) ?? null,
    encounters: encounters.sort((one, other) => one.round - other.round),
    points: sum(encounters.map(({ points }) => points)),
  }));
  const rounds = [...new Set(given.meetings.map(({ round }) => round))].filter((round) => round > 0);
  return {
    stage,
    lines: lines.filter(({ id }) => !out.has(id)),
    byId: new Map(lines.map((line) => [line.id, line])),
    rounds: rounds.sort((one, other) => one - other),
  };
}

/** The table as it stood after the given round. */
export function until(table: Table, last: number): Table {
  const byId = new Map(
    [...table.byId.values()].map((line) => {
      const encounters = line.encounters.filter(({ round }) => round <= last);
      return [line.id, { ...line, encounters, points: sum(encounters.map(({ points }) => points)) }];
    }),
  );
  return {
    ...table,
    lines: table.lines.flatMap(({ id }) => byId.get(id) ?? []),
    byId,
    rounds: table.rounds.filter((round) => round <= last),
  };
}
