import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, ratio, rounded, zero } from './decimals';
import { own, placeByChain, restarts, type Criterion, type Restart } from './order';

interface Team {
  readonly name: string;
  readonly points: number;
  /** What it won from each other team. */
  readonly won: Readonly<Record<string, number>>;
}

const points = own<Team>('points', 'higher', (team) => decimal(team.points));
const among = (key: 'won' | 'lost'): Criterion<Team> => ({
  key,
  better: key === 'won' ? 'higher' : 'lower',
  valueOf: (team, tied) =>
    tied.reduce((total, other) => {
      const from = key === 'won' ? team.won[other.name] : other.won[team.name];
      return total.plus(from ?? 0);
    }, zero),
});

function order(teams: readonly Team[], restart: Restart): string {
  const placed = placeByChain(teams, points, { criteria: [among('won'), among('lost')], restart }, (a, b) =>
    a.name < b.name ? -1 : 1,
  );
  return placed.map(({ item, rank }) => `${rank}${item.name}`).join(' ');
}

const team = (name: string, total: number, won: Record<string, number>): Team => ({ name, points: total, won });

// A, B and C stand at six points. Among the three C has won most and is parted at once. Seen among the three, B (3) is before
// A (2); seen among the two that are left, A has won 2 from B and B only 1 from A.
const three = [
  team('A', 6, { B: 2, C: 0 }),
  team('B', 6, { A: 1, C: 2 }),
  team('C', 6, { A: 3, B: 3 }),
  team('D', 0, {}),
];

describe('a chain of tie-breaks', () => {
  it.each([
    ['none', '1C 2B 3A 4D'],
    ['after_split', '1C 2B 3A 4D'],
    ['after_chain', '1C 2B 3A 4D'],
  ] as const)('parts three at once when the first criterion does: %s', (restart, expected) => {
    expect(order(three, restart)).toBe(expected);
  });

  // C is first; A and B have each won 3 among the three. Among the three A has lost fewer (4 against 5), among the two B has won 2 : 1.
  const two = [team('A', 6, { B: 1, C: 2 }), team('B', 6, { A: 2, C: 1 }), team('C', 6, { A: 2, B: 4 })];

  it.each([
    ['none', '1C 2A 3B'],
    ['after_split', '1C 2B 3A'],
    ['after_chain', '1C 2A 3B'],
  ] as const)('begins again among those still tied only when it is told to: %s', (restart, expected) => {
    expect(order(two, restart)).toBe(expected);
  });

  // Like the above, but lost is equal among the three too, so that only what begins again can part A and B.
  const late = [team('A', 6, { B: 1, C: 2 }), team('B', 6, { A: 2, C: 1 }), team('C', 6, { A: 3, B: 4 })];

  it.each([
    ['none', '1C 2A 2B'],
    ['after_split', '1C 2B 3A'],
    ['after_chain', '1C 2B 3A'],
  ] as const)('parts at the end those whom the whole chain left tied: %s', (restart, expected) => {
    expect(order(late, restart)).toBe(expected);
  });

  it('gives all equal one joint first place and leaves the places after it out', () => {
    const equal = ['A', 'B', 'C'].map((name) => team(name, 6, {}));
    expect(order([...equal, team('D', 1, {})], 'after_split')).toBe('1A 1B 1C 4D');
  });

  it('tells what was compared', () => {
    const [first] = placeByChain(two, points, { criteria: [among('won')], restart: 'none' }, () => 0);
    expect(first?.steps.map(({ key, value }) => `${key} ${value.toFixed()}`)).toEqual(['points 6', 'won 6']);
  });

  it('never changes by the order in which teams are handed in', () => {
    const teams = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 2 }),
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 6 }),
      ),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(teams, fc.constantFrom(...restarts), fc.integer({ min: 0, max: 5 }), (given, restart, turn) => {
        const made = given.map(([total, won], i) =>
          team(String(i), total, Object.fromEntries(won.map((count, j) => [String(j), j === i ? 0 : count]))),
        );
        const turned = [...made.slice(turn), ...made.slice(0, turn)].reverse();
        expect(order(turned, restart)).toBe(order(made, restart));
      }),
    );
  });
});

describe('exact decimals', () => {
  it.each([
    ['9.425', 2, '9.43'],
    ['8.115', 2, '8.12'],
    ['-0.005', 2, '-0.01'],
    ['9.4249999', 2, '9.42'],
    ['10', 3, '10'],
  ])('%s to %i places is %s', (value, places, expected) => {
    expect(rounded(decimal(value), places).toFixed()).toBe(expected);
  });

  it.each([
    [3, 2, '1.5'],
    [3, 0, 'Infinity'],
    [0, 0, '0'],
    [0, 4, '0'],
  ])('a ratio of %i won and %i lost is %s', (won, lost, expected) => {
    expect(ratio(decimal(won), decimal(lost)).toString()).toBe(expected);
  });
});
