import type { Game, SwissPlayer } from '../swiss/players';
import { trfPoints, type Trf, type TrfGame, type TrfResult } from './trf';

/** What a point is in the whole numbers of a Swiss tournament. */
export interface PointUnits {
  readonly win: number;
  readonly draw: number;
}

function resultOf({ how, points }: Game, units: PointUnits): TrfResult {
  const share = points >= units.win ? 'win' : points >= units.draw && points > 0 ? 'draw' : 'loss';
  switch (how) {
    case 'played':
      return share === 'win' ? '1' : share === 'draw' ? '=' : '0';
    case 'forfeit':
      return share === 'win' ? '+' : '-';
    case 'bye':
      return share === 'win' ? 'U' : share === 'draw' ? 'H' : 'Z';
    case 'away':
      return share === 'win' ? 'F' : share === 'draw' ? 'H' : 'Z';
  }
}

/** A Swiss tournament as a report; names and ratings by number. */
export function trfFromSwiss(
  head: Pick<Trf, 'name' | 'rounds' | 'lot'>,
  players: readonly SwissPlayer[],
  units: PointUnits,
  known: (number: number) => { readonly name: string; readonly rating: number },
): Trf {
  const written = players.map(({ number, games }) => {
    const own = games.map((game): TrfGame => ({
      opponent: game.opponent,
      colour: game.colour,
      result: resultOf(game, units),
    }));
    return {
      number,
      ...known(number),
      points: own.reduce((sum, { result }) => sum + trfPoints[result], 0),
      games: own,
    };
  });
  const order = [...written].sort((one, other) => other.points - one.points || one.number - other.number);
  return { ...head, players: written.map((player) => ({ ...player, rank: order.indexOf(player) + 1 })) };
}
