import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceFrom } from '../../ranking/seeded';
import { swissBooks } from './books';
import { byTheRules } from './by-the-rules';
import { pairRound, type SwissRound } from './pair';
import { colourOf, profilesOf, type Colour, type Game, type SwissPlayer } from './players';
import { playTournament } from './play';

const points = { win: 2, draw: 1, loss: 0 };
const played = (opponent: number, colour: Colour, won: number): Game => ({
  how: 'played',
  opponent,
  colour,
  points: won,
});
const away: Game = { how: 'away', opponent: null, colour: null, points: 0 };

const roundOf = (players: readonly SwissPlayer[], rest: Partial<SwissRound> = {}): SwissRound => ({
  book: swissBooks.fide_dutch_2025,
  points,
  rounds: 3,
  lot: 'first',
  players,
  present: new Set(players.map(({ number }) => number)),
  ...rest,
});

const words = (round: SwissRound): string => {
  const answer = pairRound(round);
  if (!answer.ok) return answer.reason;
  return [
    ...answer.pairs.map(({ first, second }) => `${first}-${second}`),
    ...(answer.bye === null ? [] : [`${answer.bye}+`]),
  ].join(' ');
};

const fresh = (count: number): SwissPlayer[] =>
  Array.from({ length: count }, (_, at) => ({ number: at + 1, games: [] }));

describe('a first round', () => {
  it('pairs the upper half with the lower, colours by the lot and the number', () => {
    expect(words(roundOf(fresh(6)))).toBe('1-4 5-2 3-6');
    expect(words(roundOf(fresh(6), { lot: 'second' }))).toBe('4-1 2-5 6-3');
  });

  it('gives the bye to the last of an odd number', () => expect(words(roundOf(fresh(5)))).toBe('1-3 4-2 5+'));
  it('leaves out who is not there', () =>
    expect(words(roundOf(fresh(6), { present: new Set([1, 2, 4, 6]) }))).toBe('1-4 6-2'));
});

describe('the bye of FIDE Dutch (2025)', () => {
  it('goes to one who has missed fewest rounds', () => {
    const players = [
      { number: 1, games: [played(3, 'first', 2)] },
      { number: 2, games: [played(4, 'second', 2)] },
      { number: 3, games: [played(1, 'second', 0)] },
      { number: 4, games: [played(2, 'first', 0)] },
      { number: 5, games: [away] },
    ];
    expect(words(roundOf(players))).toBe('2-1 3-5 4+');
  });

  it('goes to the lowest score, even where the brackets above must break for it', () => {
    const players = [
      { number: 1, games: [played(4, 'first', 2), played(2, 'second', 2)] },
      { number: 2, games: [played(5, 'second', 2), played(1, 'first', 0)] },
      { number: 3, games: [played(6, 'first', 2), played(4, 'second', 2)] },
      { number: 4, games: [played(1, 'second', 0), played(3, 'first', 0)] },
      { number: 5, games: [played(2, 'first', 0), played(6, 'second', 2)] },
      { number: 6, games: [played(3, 'second', 0), played(5, 'first', 0)] },
    ];
    expect(words(roundOf(players, { present: new Set([1, 2, 3, 5, 6]) }))).toBe('1-5 3-2 6+');
  });

  it.each<[string, Game]>([
    ['had one', { how: 'bye', opponent: null, colour: null, points: 2 }],
    ['won without playing', { how: 'forfeit', opponent: 9, colour: 'first', points: 2 }],
    ['was given a whole point', { how: 'away', opponent: null, colour: null, points: 2 }],
  ])('never goes to one who %s', (_what, game) => {
    const players = [
      { number: 1, games: [played(2, 'first', 2)] },
      { number: 2, games: [played(1, 'second', 0)] },
      { number: 3, games: [game] },
    ];
    expect(pairRound(roundOf(players))).toMatchObject({ ok: true, bye: 2 });
  });
});

describe('colours', () => {
  const profile = (number: number, colours: string) =>
    profilesOf(
      [
        {
          number,
          games: [...colours].map((sign, at) =>
            sign === '.' ? away : played(100 + at, sign === 'w' ? 'first' : 'second', 1),
          ),
        },
      ],
      points,
    )[0]!;

  it.each([
    ['w', 'b', 'second'],
    ['', 'w', 'first'],
    ['wb', 'bw', 'first'],
    ['ww', 'w', 'second'],
    ['bwb', 'bbw', 'first'],
    ['wwbw', 'bw', 'second'],
    ['bw.', 'wbw', 'first'],
    ['bw', 'bw', 'second'],
  ])('of %s against %s: the higher is %s', (higher, lower, expected) => {
    expect(colourOf(profile(1, higher), profile(2, lower), 'first')).toBe(expected);
  });
});

describe('a round without a pairing', () => {
  it('says so, and names who can meet nobody', () => {
    const players = [
      { number: 1, games: [played(2, 'first', 2), played(3, 'second', 2), played(4, 'first', 2)] },
      { number: 2, games: [played(1, 'second', 0), played(4, 'first', 2), away] },
      { number: 3, games: [away, played(1, 'first', 0), away] },
      { number: 4, games: [away, played(2, 'second', 0), played(1, 'second', 0)] },
    ];
    expect(pairRound(roundOf(players, { rounds: 9 }))).toEqual({ ok: false, reason: 'no_pairing', lonely: [1] });
  });
});

describe('the engine', () => {
  it('pairs as the rules do, word by word', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 4, max: 8 }),
        fc.integer({ min: 3, max: 6 }),
        (seed, count, rounds) => {
          playTournament({
            book: swissBooks.fide_dutch_2025,
            count,
            rounds,
            chance: chanceFrom(seed),
            absences: 12,
            beforeRound: (round, answer) => {
              const literal = byTheRules(round);
              expect(answer.ok).toBe(literal !== null);
              if (!answer.ok || literal === null) return;
              const pairs = answer.pairs
                .map(({ first, second }) => [first, second].sort((a, b) => a - b).join('-'))
                .sort();
              expect({ pairs, bye: answer.bye }).toEqual(literal);
            },
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each(Object.values(swissBooks))('plays 60 tournaments of 6 to 100 without a rematch: $key', (book) => {
    for (let game = 0; game < 60; game += 1) {
      const chance = chanceFrom(`${book.key} ${game}`);
      const count = game % 12 === 0 ? 60 + chance.below(41) : 6 + chance.below(25);
      const players = playTournament({ book, count, rounds: 7, chance, absences: 5 });
      for (const { games } of players) {
        const opponents = games.flatMap(({ how, opponent }) => (how === 'played' ? (opponent ?? []) : []));
        expect(new Set(opponents).size).toBe(opponents.length);
        expect(games.filter(({ how }) => how === 'bye').length).toBeLessThan(2);
      }
    }
  });
});
