import fc from 'fast-check';
import { expect, test } from 'vitest';
import { candidatesOf, fixedShares, sharesByHeads } from './quotas';

const units = (...heads: number[]) => heads.map((count, at) => ({ unit: `u${at}`, heads: count }));
const seatsOf = (heads: number[], seats: number, least = 1) =>
  sharesByHeads(units(...heads), { seats, least }, 100)?.map((row) => row.seats) ?? null;

test.each([
  ['whole shares', [100, 200, 300], 6, 1, [1, 2, 3]],
  ['the largest remainder gets the rest', [47, 33, 20], 10, 0, [5, 3, 2]],
  ['equal remainders: the larger unit first', [50, 150], 2, 0, [0, 2]],
  ['equal remainders and heads: the one named first', [100, 100], 3, 0, [2, 1]],
  ['at least one each, the others share the rest', [900, 90, 10], 10, 1, [8, 1, 1]],
  ['a unit without heads gets nothing', [10, 0], 2, 1, [2, 0]],
  ['as many seats as units', [500, 1], 2, 1, [1, 1]],
])('%s', (_what, heads, seats, least, expected) => expect(seatsOf(heads, seats, least)).toEqual(expected));

test('fewer seats than units have to get is told, not shared', () => expect(seatsOf([5, 5, 5], 2)).toBeNull());

test('the fraction that is shown is the exact share of the whole, half up to three places', () => {
  const rows = sharesByHeads(units(37, 203), { seats: 12, least: 1 }, 120)!;
  expect(rows.map(({ share, seats, candidates }) => [share, seats, candidates])).toEqual([
    ['1.850', 2, 3],
    ['10.150', 10, 12],
  ]);
});

test.each([
  [5, 120, 6],
  [1, 120, 2],
  [10, 100, 10],
  [0, 120, 0],
])('%i seats with %i per cent are %i candidates', (seats, percent, expected) =>
  expect(candidatesOf(seats, percent)).toBe(expected),
);

test('a fixed number is the same for all', () =>
  expect(fixedShares(units(3, 900), 2, 150).map(({ seats, candidates }) => [seats, candidates])).toEqual([
    [2, 3],
    [2, 3],
  ]));

test('all seats are given, nobody with heads gets less than the least, and more heads never get fewer seats', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 45 }),
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 0, max: 2 }),
      (heads, more, least) => {
        const seats = heads.length * least + more;
        const rows = sharesByHeads(units(...heads), { seats, least }, 100)!;
        expect(rows.reduce((sum, row) => sum + row.seats, 0)).toBe(seats);
        expect(rows.every((row) => row.seats >= least)).toBe(true);
        const bySize = [...rows].sort((a, b) => a.heads - b.heads);
        for (const [at, row] of bySize.slice(1).entries())
          if (row.heads > bySize[at]!.heads) expect(row.seats).toBeGreaterThanOrEqual(bySize[at]!.seats);
      },
    ),
    { numRuns: 300 },
  );
});
