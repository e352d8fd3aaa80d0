import { decimal, decimalWords, sum, zero, type Decimal } from '../ranking/decimals';
import { own, placeByChain, type Criterion } from '../ranking/order';
import type { Ranking } from '../ranking/contest-file';
import type { ContestState } from '../terms';

export const contestSteps = ['change', 'enter', 'start', 'amend', 'publish', 'close', 'cancel'] as const;
export type ContestStep = (typeof contestSteps)[number];

/**
 * What may be done in which state, and which state it leads to. A contest that was published can be published anew, with a
 * reason, until it is closed; nothing leads out of `closed` and `cancelled`.
 */
const steps: Readonly<Record<ContestState, Readonly<Partial<Record<ContestStep, ContestState>>>>> = {
  draft: { change: 'draft', enter: 'draft', start: 'running', cancel: 'cancelled' },
  running: { amend: 'running', publish: 'signed_off', cancel: 'cancelled' },
  signed_off: { amend: 'signed_off', publish: 'signed_off', close: 'closed' },
  closed: {},
  cancelled: {},
};

export function stepFrom(state: ContestState, step: ContestStep): ContestState | null {
  return steps[state][step] ?? null;
}

export interface UnitStanding {
  readonly unitId: string;
  readonly points: Decimal;
  readonly rank: number;
  /** The places that earned points, the best first. */
  readonly places: readonly number[];
}

/**
 * What units earn: for each entrant with a place the points of that place; of a joint place each gets the points of the
 * place itself. Units are ordered by points; of equal ones the one with more first places, then second ones, and so on.
 */
export function unitStandings(
  ranking: Ranking,
  points: readonly string[],
  unitOf: (entrant: string) => string,
): UnitStanding[] {
  if (points.length === 0) return [];
  const placed = ranking.groups.flatMap(({ rows }) =>
    rows.flatMap(({ entrant, rank }) => (rank === null ? [] : [{ unitId: unitOf(entrant), rank }])),
  );
  const units = [...new Set(placed.map(({ unitId }) => unitId))].map((unitId) => {
    const ranks = placed.filter((one) => one.unitId === unitId).map(({ rank }) => rank);
    const earned = ranks.map((rank) => points[rank - 1]).map((text) => (text === undefined ? zero : decimal(text)));
    return { unitId, ranks, points: sum(earned) };
  });
  type Unit = (typeof units)[number];
  const places = points.map((_text, i): Criterion<Unit> =>
    own(`places_${i + 1}`, 'higher', ({ ranks }) => decimal(ranks.filter((rank) => rank === i + 1).length)),
  );
  return placeByChain(
    units,
    own<Unit>('points', 'higher', (unit) => unit.points),
    { criteria: places, restart: 'none' },
    (a, b) => (a.unitId < b.unitId ? -1 : 1),
  ).map(({ item, rank }) => ({
    unitId: item.unitId,
    points: item.points,
    rank,
    places: item.ranks.filter((place) => place <= points.length).sort((a, b) => a - b),
  }));
}

export const pointsWords = decimalWords;
