import { chanceFrom, type Chance } from '../../ranking/seeded';
import { CostMatching } from '../swiss/cost-matching';
import { circle } from './round-robin';

/** A side of a card table: partners of 升级, three of 够级. */
export interface Side {
  readonly id: string;
  readonly unit: string;
}

export interface CardTable {
  readonly table: number;
  /** The first side is dealt to first. */
  readonly sides: readonly [string, string];
}

export interface CardRound {
  readonly tables: readonly CardTable[];
  /** With an odd number one side has a free round. */
  readonly free: string | null;
}

/**
 * `unit_too_large`: one unit has more sides than all others together, so some of it must meet. `too_many_rounds`: somebody has
 * fewer others to meet than there are rounds. `not_found`: nothing forbids it, but no seating was found in many tries; fewer
 * rounds, or units that may meet, give one.
 */
export type SeatingAnswer =
  | { readonly ok: true; readonly rounds: readonly CardRound[] }
  | {
      readonly ok: false;
      readonly reason: 'unit_too_large' | 'too_many_rounds' | 'not_found';
      readonly who: readonly string[];
    };

interface Plan {
  readonly sides: readonly Side[];
  readonly rounds: number;
  readonly isApart: boolean;
}

const mayMeet = ({ isApart }: Plan, one: Side, other: Side): boolean =>
  !isApart || one.unit === '' || one.unit !== other.unit;

/** What makes a seating impossible, as far as counting shows it. */
function impossible(plan: Plan): SeatingAnswer | null {
  const { sides, rounds } = plan;
  const isOdd = sides.length % 2 === 1;
  const units = new Map<string, string[]>();
  for (const { id, unit } of sides) if (plan.isApart && unit !== '') units.set(unit, [...(units.get(unit) ?? []), id]);
  const large = [...units.values()].find((of) => of.length > sides.length - of.length + (isOdd ? 1 : 0));
  if (large !== undefined) return { ok: false, reason: 'unit_too_large', who: large };
  const short = sides.filter(
    (one) => sides.filter((other) => other !== one && mayMeet(plan, one, other)).length + (isOdd ? 1 : 0) < rounds,
  );
  return short.length > 0 ? { ok: false, reason: 'too_many_rounds', who: short.map(({ id }) => id) } : null;
}

/** Pairs of places, the number of sides standing for a free round; null when the rounds before have left none. */
function drawRound(plan: Plan, met: ReadonlySet<number>, chance: Chance): [number, number][] | null {
  const { sides } = plan;
  const size = sides.length + (sides.length % 2);
  const solver = new CostMatching(size, 2);
  for (let one = 0; one < size; one += 1)
    for (let other = one + 1; other < size; other += 1) {
      if (met.has(one * size + other)) continue;
      if (other < sides.length && !mayMeet(plan, sides[one]!, sides[other]!)) continue;
      solver.open(one, other, [chance.below(1000), 0]);
    }
  if (!solver.solve()) return null;
  return Array.from({ length: size }, (_, one): [number, number] => [one, solver.mateOf(one)]).filter(
    ([one, other]) => one < other,
  );
}

function attempt(plan: Plan, chance: Chance): [number, number][][] | null {
  const size = plan.sides.length + (plan.sides.length % 2);
  const met = new Set<number>();
  const rounds: [number, number][][] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    const drawn = drawRound(plan, met, chance);
    if (drawn === null) return null;
    for (const [one, other] of drawn) met.add(one * size + other);
    rounds.push(drawn);
  }
  return rounds;
}

/** The circle fits whenever nobody is to be kept from anybody. */
function byCircle({ sides, rounds }: Plan, chance: Chance): [number, number][][] {
  const order = chance.shuffled(sides.map((_, place) => place));
  return circle(order, 1)
    .slice(0, rounds)
    .map((round) =>
      round.map(([one, other]) => [Math.min(one, other ?? sides.length), Math.max(one, other ?? sides.length)]),
    );
}

/**
 * Sides at tables over so many rounds: nobody meets anybody twice, nobody one of their own unit, nobody is free twice. From
 * the seed anybody can draw it again. Who has been dealt to first less often is the first side.
 */
export function seatCardTables(sides: readonly Side[], rounds: number, seed: string, isApart = true): SeatingAnswer {
  const plan: Plan = { sides, rounds, isApart };
  const cannot = impossible(plan);
  if (cannot !== null) return cannot;
  const chance = chanceFrom(seed);
  const units = sides.map(({ unit }) => unit).filter((unit) => unit !== '');
  if (!isApart || new Set(units).size === units.length)
    return { ok: true, rounds: atTables(sides, byCircle(plan, chance)) };
  // Each try costs about the cube of the sides for every round; large fields need few tries.
  const tries = Math.max(5, Math.min(200, Math.floor(2e8 / (rounds * sides.length ** 3))));
  for (let at = 0; at < tries; at += 1) {
    const drawn = attempt(plan, chance);
    if (drawn !== null) return { ok: true, rounds: atTables(sides, drawn) };
  }
  return { ok: false, reason: 'not_found', who: [] };
}

function atTables(sides: readonly Side[], rounds: readonly (readonly [number, number])[][]): CardRound[] {
  const firsts = sides.map(() => 0);
  return rounds.map((round) => {
    const free = round.find(([, other]) => other === sides.length)?.[0];
    const tables = round
      .filter(([, other]) => other < sides.length)
      .map(([one, other], table): CardTable => {
        const [first, second] = firsts[one]! <= firsts[other]! ? [one, other] : [other, one];
        firsts[first]! += 1;
        return { table: table + 1, sides: [sides[first]!.id, sides[second]!.id] };
      });
    return { tables, free: free === undefined ? null : sides[free]!.id };
  });
}
