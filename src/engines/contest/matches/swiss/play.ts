import type { Chance } from '../../ranking/seeded';
import type { SwissBook } from './books';
import { pairRound, type SwissAnswer, type SwissRound } from './pair';
import type { Game, SwissPlayer } from './players';

export interface Play {
  readonly book: SwissBook;
  readonly count: number;
  readonly rounds: number;
  readonly chance: Chance;
  /** Of a hundred players, how many miss a round, come a round late, or let a game go unplayed. */
  readonly absences: number;
  /** Numbers of those who go for good, by the round before which they do. */
  readonly leaving?: ReadonlyMap<number, number>;
  beforeRound?(round: SwissRound, answer: SwissAnswer): void;
}

const points = { win: 2, draw: 1, loss: 0 };

/** Plays a tournament with drawn results, as tests need one; it ends early where no pairing is left. */
export function playTournament(play: Play): SwissPlayer[] {
  const { book, count, rounds, chance, absences, leaving = new Map<number, number>() } = play;
  let players: SwissPlayer[] = Array.from({ length: count }, (_, at) => ({ number: at + 1, games: [] }));
  for (let number = 1; number <= rounds; number += 1) {
    const isHere = (one: SwissPlayer) =>
      number < (leaving.get(one.number) ?? Infinity) && chance.below(100) >= absences;
    const present = new Set(players.filter(isHere).map((one) => one.number));
    const round: SwissRound = { book, points, rounds, lot: 'first', players, present };
    const answer = pairRound(round);
    play.beforeRound?.(round, answer);
    if (!answer.ok) return players;
    const games = new Map<number, Game>();
    for (const { first, second } of answer.pairs) {
      const won = chance.below(3);
      const how = chance.below(100) < absences ? 'forfeit' : 'played';
      const score = how === 'forfeit' && won === 1 ? 0 : won;
      games.set(first, { how, opponent: second, colour: 'first', points: score });
      games.set(second, {
        how,
        opponent: first,
        colour: 'second',
        points: how === 'forfeit' && won === 1 ? 0 : 2 - won,
      });
    }
    if (answer.bye !== null) games.set(answer.bye, { how: 'bye', opponent: null, colour: null, points: 2 });
    players = players.map((one) => {
      const hasGone = number >= (leaving.get(one.number) ?? Infinity);
      const missed: Game = { how: 'away', opponent: null, colour: null, points: hasGone ? 0 : chance.below(2) };
      return { ...one, games: [...one.games, games.get(one.number) ?? missed] };
    });
  }
  return players;
}
