import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CostMatching } from './cost-matching';

type Costs = (readonly number[] | null)[][];

const compare = (one: readonly number[], other: readonly number[]): number => {
  for (const [k, value] of one.entries()) if (value !== other[k]) return value - other[k]!;
  return 0;
};

/** Every perfect matching, one after the other. */
function least(costs: Costs, left: readonly number[]): number[] | null {
  const [first, ...rest] = left;
  if (first === undefined) return [0, 0];
  let best: number[] | null = null;
  for (const other of rest) {
    const cost = costs[first]![other];
    if (cost === null || cost === undefined) continue;
    const below = least(
      costs,
      rest.filter((one) => one !== other),
    );
    if (below === null) continue;
    const sum = below.map((value, k) => value + cost[k]!);
    if (best === null || compare(sum, best) < 0) best = sum;
  }
  return best;
}

const graph = fc.integer({ min: 1, max: 4 }).chain((half) =>
  fc.tuple(
    fc.constant(2 * half),
    fc.array(fc.option(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 9 })), { freq: 4 }), {
      minLength: 28,
      maxLength: 28,
    }),
  ),
);

function costsOf([size, list]: [number, ([number, number] | null)[]]): Costs {
  const costs: Costs = Array.from({ length: size }, () => Array<null>(size).fill(null));
  let at = 0;
  for (let one = 0; one < size; one += 1)
    for (let other = one + 1; other < size; other += 1) costs[one]![other] = costs[other]![one] = list[at++] ?? null;
  return costs;
}

function solverOf(costs: Costs): CostMatching {
  const solver = new CostMatching(costs.length, 2);
  for (const [one, row] of costs.entries())
    for (const [other, cost] of row.entries()) if (cost !== null && one < other) solver.open(one, other, cost);
  return solver;
}

describe('a matching of least cost', () => {
  it('is the least of all', () => {
    fc.assert(
      fc.property(graph, (given) => {
        const costs = costsOf(given);
        const solver = solverOf(costs);
        const expected = least(
          costs,
          costs.map((_, vertex) => vertex),
        );
        expect(solver.solve()).toBe(expected !== null);
        if (expected !== null) expect(solver.total()).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('stays the least when the order at one vertex after the other is asked for and its pair leaves', () => {
    fc.assert(
      fc.property(graph, (given) => {
        const costs = costsOf(given);
        for (const row of costs) for (const [other, cost] of row.entries()) row[other] = cost && [cost[0]!, 0];
        const solver = solverOf(costs);
        let left = costs.map((_, vertex) => vertex);
        if (!solver.solve()) return;
        while (left.length > 0) {
          const vertex = left[0]!;
          const asked = costs.map((row, one) =>
            row.map((cost, other) => cost && [cost[0]!, one === vertex ? other : other === vertex ? one : 0]),
          );
          const expected = least(asked, left)!;
          solver.reorder(vertex, (other) => other);
          expect(solver.solve()).toBe(true);
          expect(solver.total()).toEqual(expected);
          const mate = solver.mateOf(vertex);
          solver.remove(vertex, mate);
          left = left.filter((one) => one !== vertex && one !== mate);
          expect(solver.solve()).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
