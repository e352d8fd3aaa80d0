import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceFrom, drawnApart, wordsFrom } from './seeded';

describe('chance from a seed', () => {
  it('is xoshiro128** as its authors publish it', () => {
    const next = wordsFrom([1, 2, 3, 4]);
    expect([next(), next(), next(), next()]).toEqual([11520, 0, 5927040, 70819200]);
  });

  it('gives the same order for the same words, and another for others', () => {
    const ten = Array.from({ length: 10 }, (_none, i) => i + 1);
    expect(chanceFrom('海晏盐场 2024-04-08').shuffled(ten)).toEqual(chanceFrom('海晏盐场 2024-04-08').shuffled(ten));
    expect(chanceFrom('a').shuffled(ten)).not.toEqual(chanceFrom('b').shuffled(ten));
  });

  it('throws every number about as often as any other', () => {
    const chance = chanceFrom('dice');
    const thrown = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 60_000; i += 1) thrown[chance.below(6)]! += 1;
    for (const times of thrown) expect(Math.abs(times - 10_000)).toBeLessThan(400);
  });

  it('keeps those of one unit from standing side by side wherever that is possible, and loses nobody', () => {
    const units = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(units, fc.string(), (sizes, seed) => {
        const items = sizes.flatMap((size, unit) =>
          Array.from({ length: size }, (_none, i) => ({ unit: String(unit), i })),
        );
        const drawn = drawnApart(items, ({ unit }) => unit, chanceFrom(seed));
        expect(new Set(drawn)).toEqual(new Set(items));
        expect(drawn).toHaveLength(items.length);
        const together = drawn.filter((item, i) => item.unit === drawn[i - 1]?.unit).length;
        const largest = Math.max(...sizes);
        expect(together).toBe(Math.max(0, largest - 1 - (items.length - largest)));
      }),
      { numRuns: 500 },
    );
  });
});
