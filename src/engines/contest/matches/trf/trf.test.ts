import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceFrom } from '../../ranking/seeded';
import { swissBooks } from '../swiss/books';
import { checkTrf } from '../swiss/check';
import { playTournament } from '../swiss/play';
import { trfFromSwiss } from './from-swiss';
import { readTrf, writeTrf, type Trf } from './trf';

const units = { win: 2, draw: 1 };
const known = (number: number) => ({ name: `棋手 ${number}`, rating: 0 });

function played(seed: string, count: number, rounds: number, absences: number, leaving?: Map<number, number>): Trf {
  const chance = chanceFrom(seed);
  const players = playTournament({ book: swissBooks.fide_dutch_2025, count, rounds, chance, absences, leaving });
  return trfFromSwiss({ name: '象棋赛', rounds, lot: 'first' }, players, units, known);
}

function read(text: string): Trf {
  const answer = readTrf(text);
  if (!answer.ok) throw new Error(JSON.stringify(answer.faults));
  return answer.trf;
}

describe('a tournament report', () => {
  it('comes back as it went out', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 4, max: 14 }),
        fc.integer({ min: 0, max: 30 }),
        (seed, count, absences) => {
          const trf = played(seed, count, 4, absences);
          expect(read(writeTrf(trf))).toEqual(trf);
          expect(read(writeTrf(trf).replaceAll('\n', '\r'))).toEqual(trf);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of 9 rounds and 60 players, some of whom leave, passes the checker', () => {
    const leaving = new Map([
      [7, 3],
      [20, 5],
      [41, 5],
      [58, 8],
    ]);
    const trf = played('nine rounds', 60, 9, 2, leaving);
    expect(trf.players.every(({ games }) => games.length === 9)).toBe(true);
    expect(checkTrf(read(writeTrf(trf)))).toEqual([]);
  });

  it('passes the checker whatever is played', () => {
    for (let game = 0; game < 40; game += 1) {
      const trf = played(`checked ${game}`, 6 + (game % 9) * 4, 7, (game % 4) * 5);
      expect(checkTrf(read(writeTrf(trf)))).toEqual([]);
    }
  });

  const small = writeTrf(played('small', 4, 2, 0)).split('\n');
  const first = small.findIndex((line) => line.startsWith('001'));
  const put = (line: string, column: number, text: string) =>
    line.slice(0, column - 1) + text + line.slice(column - 1 + text.length);
  const broken = (column: number, text: string, at = first) =>
    small.map((line, place) => (place === at ? put(line, column, text) : line)).join('\n');

  it.each<[string, string, number, string]>([
    ['a number that is none', broken(5, 'abcd'), 5, 'no_number'],
    ['a rating that is none', broken(49, 'high'), 49, 'no_number'],
    ['points that are none', broken(81, ' x.5'), 81, 'no_number'],
    ['points that the rounds don’t give', broken(81, ' 9.5'), 81, 'points_differ'],
    ['an opponent that is not there', broken(92, '  77'), 92, 'unknown_opponent'],
    ['a game against oneself', broken(92, '   1'), 92, 'against_itself'],
    ['a result that there is not', broken(99, '?'), 99, 'no_result'],
    ['a colour that there is not', broken(97, 'x'), 97, 'no_colour'],
    ['a bye with an opponent', broken(99, 'U'), 92, 'bye_with_opponent'],
    ['a game without an opponent', broken(92, '0000'), 92, 'no_opponent'],
    ['a number twice', broken(5, '   2'), 5, 'number_twice'],
  ])('is refused with line and column: %s', (_what, text, column, key) => {
    const answer = readTrf(text);
    expect(answer.ok).toBe(false);
    if (answer.ok) return;
    const found = answer.faults.find((fault) => fault.key === `matches.trf.${key}`);
    expect(found).toMatchObject({ column });
    expect([first + 1, first + 2]).toContain(found!.line);
  });

  it.each<[string, string, string]>([
    ['nothing', '', 'no_players'],
    ['a short line', '001    1      A', 'too_short'],
    ['no report at all', 'PK\u0003\u0004 and so on', 'no_players'],
    ['a line without a code', `${small.join('\n')}\nand so on`, 'no_code'],
    ['results that don’t fit', '', 'results_differ'],
  ])('is refused: %s', (_what, text, key) => {
    const both = key === 'results_differ' ? bothWon : text;
    const answer = readTrf(both);
    expect(answer.ok ? [] : answer.faults.map((fault) => fault.key)).toContain(`matches.trf.${key}`);
  });

  const line = (number: number, points: string, games: string) =>
    `001 ${String(number).padStart(4)}      ${'A'.padEnd(33)} ${' '.repeat(32)}${points} ${' '.repeat(4)}${games}`;
  const bothWon = [line(1, ' 1.0', '     2 w 1'), line(2, ' 1.0', '     1 b 1')].join('\n');

  it('finds two of one colour in a game', () => {
    const answer = readTrf([line(1, ' 1.0', '     2 w 1'), line(2, ' 0.0', '     1 w 0')].join('\n'));
    expect(answer.ok ? [] : answer.faults.map((fault) => fault.key)).toContain('matches.trf.colours_differ');
  });

  it('finds an opponent who names somebody else', () => {
    const lines = [line(1, ' 1.0', '     2 w 1'), line(2, ' 0.0', '     3 b 0'), line(3, ' 1.0', '     2 w 1')];
    const answer = readTrf(lines.join('\n'));
    expect(answer.ok ? [] : answer.faults.map((fault) => fault.key)).toContain('matches.trf.opponent_elsewhere');
  });

  it('never breaks on what it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(900), fc.string({ maxLength: 3 })), { maxLength: 6 }), (changes) => {
        let text = small.join('\n');
        for (const [at, piece] of changes) text = text.slice(0, at) + piece + text.slice(at + piece.length);
        const answer = readTrf(text);
        if (answer.ok) expect(() => checkTrf(answer.trf)).not.toThrow();
        else expect(answer.faults.length).toBeGreaterThan(0);
      }),
    );
  });
});

/** `2w1 3b= U`: the rounds of one player. */
const games = (text: string): Trf['players'][number]['games'] =>
  text.split(' ').map((game) => {
    const [, opponent, colour, result] = /^(\d*)([wb]?)(.)$/.exec(game)!;
    const number = opponent === '' ? null : Number(opponent);
    const side = colour === 'w' ? 'first' : colour === 'b' ? 'second' : null;
    return { opponent: number, colour: side, result: result as Trf['players'][number]['games'][number]['result'] };
  });

describe('the checker', () => {
  const trfOf = (rounds: number, ...players: string[]): Trf => ({
    name: '',
    rounds,
    lot: 'first',
    players: players.map((text, at) => ({
      number: at + 1,
      name: '',
      rating: 0,
      points: 0,
      rank: null,
      games: games(text),
    })),
  });
  const keys = (trf: Trf) => checkTrf(trf).map(({ round, key }) => `${round} ${key.replace('matches.breaches.', '')}`);

  it('finds a rematch', () => expect(keys(trfOf(9, '2w1 2b1', '1b0 1w0'))).toContain('2 met_before'));
  it('lets those meet again whose game was forfeited', () => expect(keys(trfOf(9, '2w+ 2w1', '1b- 1b0'))).toEqual([]));
  it('finds one colour three times running', () =>
    expect(keys(trfOf(9, '2w0 3w0 4w0', '1b1 4w0 3b1', '4w0 1b1 2w0', '3b1 2b1 1b1'))).toContain('3 colour_thrice'));
  it('finds a difference of three', () =>
    expect(
      keys(trfOf(9, '2w0 3w0 4b0 5w0 6w0', '1b1', '9w0 1b1', '9w0 9w0 1w1', '9w0 9w0 9w0 1b1', 'Z Z Z Z 1b1')),
    ).toContain('5 colours_uneven'));
  it('spares those above half of the points in the last round', () =>
    expect(keys(trfOf(3, '2w1 3w1 4w1', '1b0', '9w0 1b0', '9w0 9w0 1b0'))).not.toContain('3 colour_thrice'));
  it('finds a second bye', () => expect(keys(trfOf(9, 'U U', '3w1 3b1', '2b0 2w0'))).toContain('2 bye_again'));
  it('finds a bye after a whole point given', () => expect(keys(trfOf(9, 'F U', 'Z Z'))).toContain('2 bye_again'));
  it('finds two byes in a round', () => expect(keys(trfOf(9, 'U', 'U'))).toContain('1 byes_too_many'));
  it('finds two who float though they could have met', () =>
    expect(keys(trfOf(9, '3w1 4b1', '4b1 3w1', '1b0 2b0', '2w0 1w0'))).toContain('2 floats_needlessly'));
  it('finds a bye that went too high', () =>
    expect(keys(trfOf(9, '2w1 U', '1b0 3w1', 'U 2b0'))).toEqual(['2 bye_too_high']));
  it('lets a bye be where it is when nobody lower may have it', () =>
    expect(keys(trfOf(9, '2w1 3w0', '1b0 U', 'U 1b1'))).toEqual([]));
  it('finds more rounds than there are', () =>
    expect(keys(trfOf(1, '2w1 3w1', '1b0', '4w1 1b0', '3b0'))).toContain('2 rounds_too_many'));
});
