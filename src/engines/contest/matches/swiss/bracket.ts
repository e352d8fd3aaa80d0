import { packedCosts, type CostGround, type Seat } from './bracket-costs';
import { CostMatching } from './cost-matching';

export interface BracketGround extends Omit<CostGround, 'seats' | 'floatsTheBye'> {
  /** In their order: who moved down, residents, the next bracket, those below, the bye. */
  readonly seats: readonly Seat[];
  /** The bye goes to one of this bracket, or to one who moved into it. */
  readonly holdsTheBye: boolean;
  canMeet(here: Seat, there: Seat): boolean;
}

export type SeatPair = readonly [Seat, Seat];

const isIn = ({ zone }: Seat): boolean => zone === 'moved' || zone === 'resident';

/** Greater than any sum of places in a bracket. */
const EXCHANGE = 2 ** 24;

interface Search {
  readonly seats: readonly Seat[];
  readonly solver: CostMatching;
}

/** A matching over the seats, its costs those of the criteria, then of exchanges where they are asked for, then of an order. */
function searchOver(
  ground: BracketGround,
  seats: readonly Seat[],
  floatsTheBye: boolean,
  pairs: number | null,
): Search {
  const meet = (here: number, there: number) => canMeetHere(ground, seats[here]!, seats[there]!);
  const costs = packedCosts({ ...ground, seats, floatsTheBye }, meet);
  const first = seats.findIndex(({ zone }) => zone === 'resident');
  const solver = new CostMatching(seats.length, costs.width + 2);
  const nothing = Array<number>(costs.width + 2).fill(0);
  /** Who leaves costs the same whoever it is: how many leave is settled before. */
  const exchangeCost = (place: number, there: number): number =>
    isIn(seats[there]!) ? place + (place >= pairs! ? EXCHANGE : 0) : pairs!;
  for (let here = 0; here < seats.length; here += 1)
    for (let there = here + 1; there < seats.length; there += 1) {
      if (!meet(here, there)) continue;
      const isBelow = !isIn(seats[here]!) && seats[here]!.zone !== 'next';
      if (isBelow) solver.open(here, there, nothing);
      else {
        const exchange = pairs === null || here < first || !isIn(seats[here]!) ? 0 : exchangeCost(here - first, there);
        solver.open(here, there, [...costs.costOf(here, there), exchange, 0]);
      }
    }
  // Prices at which the natural pairs, each of the upper half with any of the lower one, are tight from the start.
  if (pairs !== null)
    for (const [at, { zone }] of seats.entries())
      if (zone === 'resident') solver.setPrice(at, at - first < pairs ? at - first - pairs : pairs);
  return { seats, solver };
}

/** Two who moved down together did not fit above, and are not paired with each other here. */
const canMeetHere = (ground: BracketGround, here: Seat, there: Seat): boolean =>
  !(here.zone === 'moved' && there.zone === 'moved') && ground.canMeet(here, there);

function solved(solver: CostMatching): void {
  if (!solver.solve()) throw new Error('A bracket was opened that can’t be completed.');
}

/** How many of this bracket must float at least. */
function fewestFloaters(ground: BracketGround): number {
  const { seats } = ground;
  const solver = new CostMatching(seats.length, 1);
  for (let here = 0; here < seats.length; here += 1)
    for (let there = here + 1; there < seats.length; there += 1)
      if (canMeetHere(ground, seats[here]!, seats[there]!))
        solver.open(here, there, [isIn(seats[here]!) && !isIn(seats[there]!) ? 1 : 0]);
  solved(solver);
  return solver.total()[0]!;
}

/** Pairs those who moved down: first which of them, then with whom, each as high as can be. */
function pairMoved(search: Search): SeatPair[] {
  const { seats, solver } = search;
  const moved = seats.flatMap(({ zone }, at) => (zone === 'moved' ? [at] : []));
  const isPaired = (at: number) => isIn(seats[solver.mateOf(at)]!);
  let left = moved.filter(isPaired).length;
  const chosen: number[] = [];
  for (const at of moved) {
    const isWanted = left > 0;
    if (isWanted) {
      solver.reorder(at, (other) => (isIn(seats[other]!) ? 0 : 1));
      solved(solver);
    }
    const stays = isWanted && isPaired(at);
    solver.reorder(at, (other) => (isIn(seats[other]!) === stays ? 0 : null));
    solved(solver);
    if (!stays) continue;
    chosen.push(at);
    left -= 1;
  }
  return chosen.map((at) => settle(search, at, (other) => isIn(seats[other]!)));
}

/** Gives a player the first opponent in order whom they may have, and lets both go. */
function settle({ seats, solver }: Search, at: number, mayMeet: (other: number) => boolean): SeatPair {
  const isFirst = (mate: number): boolean =>
    seats.findIndex((_, other) => mayMeet(other) && solver.has(at, other)) === mate;
  if (!isFirst(solver.mateOf(at))) {
    solver.reorder(at, (other) => (mayMeet(other) ? other : null));
    solved(solver);
  }
  const mate = solver.mateOf(at);
  solver.remove(at, mate);
  solved(solver);
  return [seats[at]!, seats[mate]!];
}

/**
 * Who of the upper half changes places with whom of the lower one. The costs have settled how many and how far; now as low
 * ones of the upper half as can be, and as high ones of the lower half.
 */
function exchanged({ seats, solver }: Search, first: number, pairs: number, last: number): Set<number> {
  const isUpper = (at: number): boolean => solver.mateOf(at) > at && isIn(seats[solver.mateOf(at)]!);
  const upper = () => Array.from({ length: last - first }, (_, place) => first + place).filter(isUpper);
  const half = first + pairs;
  const count = upper().filter((at) => at >= half).length;
  const decide = (at: number, wanted: boolean): boolean => {
    const asUpper = (other: number) => other > at && isIn(seats[other]!);
    if (isUpper(at) !== wanted) {
      solver.reorder(at, (other) => (asUpper(other) === wanted ? 0 : 1));
      solved(solver);
    }
    const is = isUpper(at) === wanted;
    solver.reorder(at, (other) => (is && asUpper(other) !== wanted ? null : 0));
    solved(solver);
    return is;
  };
  let left = count;
  for (let at = half - 1; at >= first && left > 0; at -= 1) if (decide(at, false)) left -= 1;
  left = count;
  for (let at = half; at < last && left > 0; at += 1) if (decide(at, true)) left -= 1;
  return new Set(upper());
}

/** Pairs a homogeneous bracket, or what is left of one after those who moved down: the upper half with the lower. */
function pairHalves(search: Search, pairs: number): SeatPair[] {
  const { seats, solver } = search;
  solved(solver);
  const first = seats.findIndex(({ zone }) => zone === 'resident');
  const last = seats.findLastIndex(({ zone }) => zone === 'resident') + 1;
  const upper = exchanged(search, first, pairs, last);
  return [...upper]
    .sort((one, other) => one - other)
    .map((at) => settle(search, at, (other) => other > at && other < last && !upper.has(other)));
}

/** The pairs of one bracket; who is in none of them floats. */
export function pairBracket(ground: BracketGround): SeatPair[] {
  const { seats } = ground;
  const floaters = fewestFloaters(ground);
  const floatsTheBye = ground.holdsTheBye && floaters === 1;
  // Nobody leaves: the others don't matter.
  const around = floaters === 0 ? seats.filter(isIn) : seats;
  const size = seats.filter(isIn).length;
  if (!seats.some(({ zone }) => zone === 'moved')) {
    const pairs = (size - floaters) / 2;
    return pairHalves(searchOver(ground, around, floatsTheBye, pairs), pairs);
  }
  const search = searchOver(ground, around, floatsTheBye, null);
  solved(search.solver);
  const above = pairMoved(search);
  const gone = new Set(above.flat());
  const remainder = around.filter((seat) => !gone.has(seat));
  const pairs = (size - floaters) / 2 - above.length;
  if (pairs === 0) return above;
  return [...above, ...pairHalves(searchOver(ground, remainder, floatsTheBye, pairs), pairs)];
}
