import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceFrom } from '../../ranking/seeded';
import {
  doubleElimination,
  drawKnockOut,
  singleElimination,
  type BracketMatch,
  type KnockOutEntrant,
} from './knock-out';
import { circle, drawGroups, snake } from './round-robin';
import { placeInTime } from './times';

describe('the circle', () => {
  it('lets five have a free round each', () => {
    const words = circle([...'ABCDE'], 1).map((round) =>
      round.map(([one, other]) => `${one}${other ?? '+'}`).join(' '),
    );
    expect(words[0]).toBe('AB C+ DE');
    expect(
      words
        .map((round) => /(.)\+/.exec(round)![1])
        .sort()
        .join(''),
    ).toBe('ABCDE');
  });

  it('has everybody meet everybody once a leg, each once a round, and nobody moves first much oftener', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 21 }), fc.integer({ min: 1, max: 3 }), (count, legs) => {
        const entrants = Array.from({ length: count }, (_, at) => at);
        const rounds = circle(entrants, legs);
        const met = new Map<string, number>();
        const firsts = entrants.map(() => 0);
        for (const round of rounds) {
          const there = round.flatMap(([one, other]) => (other === null ? [one] : [one, other]));
          expect([...there].sort((a, b) => a - b)).toEqual(entrants);
          for (const [one, other] of round) {
            if (other === null) continue;
            firsts[one]! += 1;
            const pair = [one, other].sort((a, b) => a - b).join('-');
            met.set(pair, (met.get(pair) ?? 0) + 1);
          }
        }
        expect(met.size).toBe((count * (count - 1)) / 2);
        expect([...met.values()].every((times) => times === legs)).toBe(true);
        if (legs === 2) for (const times of firsts) expect(times).toBe(count - 1);
      }),
    );
  });

  it('has no round for one alone', () => expect(circle(['A'], 2)).toEqual([]));
});

const entrant = (id: string, unit = id, rest: Partial<KnockOutEntrant> = {}): KnockOutEntrant => ({
  id,
  unit,
  ...rest,
});

describe('groups', () => {
  it('are filled as a snake goes', () => {
    const groups = snake(
      [...'ABCDEFGH'].map((id) => entrant(id)),
      3,
    );
    expect(groups.map((group) => group.map(({ id }) => id).join(''))).toEqual(['AFG', 'BEH', 'CD']);
  });

  it('keep those of one unit apart where that can be', () => {
    const groups = snake([entrant('A', 'x'), entrant('B', 'y'), entrant('C', 'y'), entrant('D', 'x')], 2);
    expect(groups.map((group) => group.map(({ id }) => id).join(''))).toEqual(['AC', 'BD']);
  });

  it('never hold more of a unit than must be, and differ by one at most', () => {
    const units = fc.array(fc.constantFrom('x', 'y', 'z', 'u', 'v'), { minLength: 2, maxLength: 24 });
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 6 }), fc.string(), (list, count, seed) => {
        const given = list.map((unit, at) => entrant(String(at), unit));
        const groups = drawGroups(given.slice(0, 3), given.slice(3), count, chanceFrom(seed));
        expect(
          groups
            .flat()
            .map(({ id }) => id)
            .sort(),
        ).toEqual(given.map(({ id }) => id).sort());
        const sizes = groups.map((group) => group.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(2);
        expect(drawGroups(given.slice(0, 3), given.slice(3), count, chanceFrom(seed))).toEqual(groups);
      }),
    );
  });
});

describe('a knock-out draw', () => {
  const seeds = [...'ABCDEFGH'].map((id) => entrant(id));

  it('puts the first seeds at top and bottom, the next into the other quarters', () => {
    for (const seed of ['1', '2', '3']) {
      const lines = drawKnockOut(
        seeds.slice(0, 4),
        Array.from({ length: 12 }, (_, at) => entrant(String(at))),
        chanceFrom(seed),
      );
      expect(lines[0]!.id).toBe('A');
      expect(lines[15]!.id).toBe('B');
      expect([lines[7]!.id, lines[8]!.id].sort()).toEqual(['C', 'D']);
    }
  });

  it('gives the byes to the first seeds', () => {
    const lines = drawKnockOut(seeds.slice(0, 5), [], chanceFrom('five'));
    const byes = lines.flatMap((one, at) => (one === null ? [lines[at ^ 1]!.id] : []));
    expect(byes.sort()).toEqual(['A', 'B', 'C']);
  });

  it('sends a runner-up into the other half than the winner of the group', () => {
    for (let game = 0; game < 20; game += 1) {
      const winners = [...'wxyz'].map((group) => entrant(`${group}1`, `${group}1`, { group, placeInGroup: 1 }));
      const seconds = [...'wxyz'].map((group) => entrant(`${group}2`, `${group}2`, { group, placeInGroup: 2 }));
      const lines = drawKnockOut(winners, seconds, chanceFrom(String(game)));
      const half = (id: string) => (lines.findIndex((one) => one?.id === id) < 4 ? 0 : 1);
      for (const group of 'wxyz') expect(half(`${group}1`)).not.toBe(half(`${group}2`));
      for (const line of [0, 2, 4, 6])
        expect([lines[line]!.placeInGroup, lines[line + 1]!.placeInGroup].sort()).toEqual([1, 2]);
    }
  });

  it('keeps those of one unit out of each other’s first match', () => {
    for (let game = 0; game < 20; game += 1) {
      const others = Array.from({ length: 14 }, (_, at) => entrant(String(at), String(at % 4)));
      const lines = drawKnockOut([], others, chanceFrom(String(game)));
      for (let line = 0; line < 16; line += 2) {
        const [one, other] = [lines[line], lines[line + 1]];
        if (one && other) expect(one.unit).not.toBe(other.unit);
      }
    }
  });

  it('holds everybody once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 2, max: 20 }),
        fc.string(),
        (seeded, more, seed) => {
          const all = Array.from({ length: seeded + more }, (_, at) => entrant(String(at), String(at % 5)));
          const lines = drawKnockOut(all.slice(0, seeded), all.slice(seeded), chanceFrom(seed));
          expect(lines.flatMap((one) => one?.id ?? []).sort()).toEqual(all.map(({ id }) => id).sort());
          for (let line = 0; line < lines.length; line += 2) expect(lines[line] ?? lines[line + 1]).not.toBeNull();
        },
      ),
    );
  });
});

/** Plays a bracket; the better line wins, or by a draw of chance the other one. */
function play(matches: readonly BracketMatch[], upset: () => boolean) {
  const outcomes: { winner: number; loser: number }[] = [];
  for (const { sides } of matches) {
    const [one, other] = sides.map((side) => (side.from === 'line' ? side.line : outcomes[side.match]![side.from])) as [
      number,
      number,
    ];
    const better = Math.min(one, other);
    const worse = Math.max(one, other);
    outcomes.push(upset() ? { winner: worse, loser: better } : { winner: better, loser: worse });
  }
  return outcomes;
}

describe('an elimination', () => {
  it.each([
    [2, 1, 1],
    [8, 1, 7],
    [8, 3, 8],
    [8, 8, 12],
    [16, 16, 32],
  ])('of %i with places to %i has %i matches', (size, places, expected) => {
    expect(singleElimination(size, places)).toHaveLength(expected);
  });

  it('decides every place once', () => {
    const matches = singleElimination(8, 8);
    expect(matches.flatMap(({ place }) => place ?? []).sort((a, b) => a - b)).toEqual([1, 3, 5, 7]);
    const outcomes = play(matches, () => false);
    const first = matches.findIndex(({ place }) => place === 1);
    expect(outcomes[first]!.winner).toBe(0);
  });

  it.each([2, 4, 8, 16, 32])('in which two losses put out lets nobody of %i play after the second', (size) => {
    const matches = doubleElimination(size);
    expect(matches).toHaveLength(2 * size - 1);
    for (let game = 0; game < 20; game += 1) {
      const chance = chanceFrom(`${size} ${game}`);
      const outcomes = play(matches.slice(0, -1), () => chance.below(2) === 0);
      const losses = Array<number>(size).fill(0);
      for (const [at, { winner, loser }] of outcomes.entries()) {
        expect(Math.max(losses[winner]!, losses[loser]!)).toBeLessThan(2);
        const { bracket } = matches[at]!;
        if (bracket === 'main') expect([losses[winner], losses[loser]]).toEqual([0, 0]);
        if (bracket === 'losers') expect([losses[winner], losses[loser]]).toEqual([1, 1]);
        losses[loser]! += 1;
      }
    }
  });
});

describe('tables and times', () => {
  const rounds = circle([...'ABCDEFG'], 1);
  const matches = rounds.flatMap((round, at) =>
    round.flatMap(([one, other]) => (other === null ? [] : [{ id: `${at}${one}${other}`, who: [one, other] }])),
  );

  it.each([
    [3, 0],
    [2, 0],
    [2, 1],
    [1, 3],
  ])('put nobody in two places: %i tables, %i slots of rest', (tables, rest) => {
    const answer = placeInTime(matches, tables, rest);
    if (!answer.ok) throw new Error(answer.reason);
    const places = answer.placements.map(({ slot, table }) => `${slot} ${table}`);
    expect(new Set(places).size).toBe(matches.length);
    const slots = new Map<string, number[]>();
    for (const { id, slot, table } of answer.placements) {
      expect(table).toBeLessThan(tables);
      for (const one of id.slice(1)) slots.set(one, [...(slots.get(one) ?? []), slot]);
    }
    for (const own of slots.values()) {
      const sorted = [...own].sort((a, b) => a - b);
      for (const [at, slot] of sorted.slice(1).entries()) expect(slot - sorted[at]!).toBeGreaterThan(rest);
    }
  });

  it('wait for what must be over before', () => {
    const answer = placeInTime(
      [
        { id: 'final', who: [], after: ['a', 'b'] },
        { id: 'a', who: ['1'] },
        { id: 'b', who: ['1'] },
      ],
      2,
    );
    expect(answer).toMatchObject({ ok: true, slots: 3 });
  });

  it('say when they can’t', () => {
    expect(placeInTime(matches, 0)).toMatchObject({ ok: false, reason: 'no_tables' });
    const circleOfWaiting = [
      { id: 'a', who: [], after: ['b'] },
      { id: 'b', who: [], after: ['a'] },
    ];
    expect(placeInTime(circleOfWaiting, 1)).toEqual({ ok: false, reason: 'waits_for_itself', ids: ['a', 'b'] });
  });
});
