import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seatCardTables, type Side } from './card-tables';

const sidesOf = (units: string): Side[] =>
  [...units].map((unit, at) => ({ id: String(at + 1), unit: unit === '.' ? '' : unit }));

describe('card tables', () => {
  const plans = fc.tuple(
    fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', ''), { minLength: 2, maxLength: 22 }),
    fc.integer({ min: 1, max: 8 }),
    fc.string(),
    fc.boolean(),
  );

  it('never repeat opponents, never seat those of one unit together, never let anybody be free twice, or say that they can’t', () => {
    fc.assert(
      fc.property(plans, ([units, count, seed, isApart]) => {
        const sides = units.map((unit, at) => ({ id: String(at), unit }));
        const answer = seatCardTables(sides, count, seed, isApart);
        expect(seatCardTables(sides, count, seed, isApart)).toEqual(answer);
        if (!answer.ok) return;
        expect(answer.rounds).toHaveLength(count);
        const met = new Set<string>();
        const free = new Set<string>();
        for (const round of answer.rounds) {
          const there = [
            ...round.tables.flatMap(({ sides: both }) => both),
            ...(round.free === null ? [] : [round.free]),
          ];
          expect([...there].sort()).toEqual(sides.map(({ id }) => id).sort());
          for (const { sides: both } of round.tables) {
            const pair = [...both].sort().join(' ');
            expect(met.has(pair)).toBe(false);
            met.add(pair);
            const [one, other] = both.map((id) => sides[Number(id)]!.unit);
            if (isApart && one !== '') expect(one).not.toBe(other);
          }
          if (round.free !== null) expect(free.has(round.free)).toBe(false);
          if (round.free !== null) free.add(round.free);
        }
      }),
    );
  });

  it('seat as many rounds as there are others, where all are of different units', () => {
    expect(seatCardTables(sidesOf('abcdefgh'), 7, 's')).toMatchObject({ ok: true });
    expect(seatCardTables(sidesOf('abcdefg'), 7, 's')).toMatchObject({ ok: true });
  });

  it('seat eight rounds of 升级 for forty pairs of eight units', () => {
    expect(seatCardTables(sidesOf('abcdefgh'.repeat(5)), 8, '扑克赛')).toMatchObject({ ok: true });
  });

  it.each([
    ['aaab', 1, 'unit_too_large', ['1', '2', '3']],
    ['aabb', 3, 'too_many_rounds', ['1', '2', '3', '4']],
    ['ab', 2, 'too_many_rounds', ['1', '2']],
  ])('say why they can’t: %s, %i rounds', (units, rounds, reason, who) => {
    expect(seatCardTables(sidesOf(units), rounds, 's')).toEqual({ ok: false, reason, who });
  });

  it('say when nothing is found', () => {
    // In five rounds each of a and b must meet c, who can't be at six tables.
    expect(seatCardTables(sidesOf('aaabbbc'), 5, 's')).toMatchObject({ ok: false, reason: 'not_found' });
  });
});
