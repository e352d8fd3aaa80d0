/** Who moves first: white, red. */
export type Colour = 'first' | 'second';

export const otherColour = (colour: Colour): Colour => (colour === 'first' ? 'second' : 'first');

/**
 * One round of one player. `played` was played; `forfeit` was paired and not played; `bye` is the one that a pairing gives;
 * `away` is a round that they were not paired in, with or without points.
 */
export interface Game {
  readonly how: 'played' | 'forfeit' | 'bye' | 'away';
  readonly opponent: number | null;
  readonly colour: Colour | null;
  /** Whole numbers of the tournament's least part of a point. */
  readonly points: number;
}

export interface SwissPlayer {
  /** The number by which equals are ordered: the first is the strongest. */
  readonly number: number;
  /** One for every round that is over. Who came later has rounds away before. */
  readonly games: readonly Game[];
}

export interface SwissPoints {
  readonly win: number;
  readonly draw: number;
  readonly loss: number;
}

/** How strongly a colour is due: not at all, by turns, by one game, or so that nothing else is allowed. */
export const strengths = { none: 0, mild: 1, strong: 2, absolute: 3 } as const;
export type Strength = (typeof strengths)[keyof typeof strengths];

export type Float = 'down' | 'up' | null;

/** What a pairing asks of a player, from the rounds behind. */
export interface Profile {
  readonly number: number;
  readonly score: number;
  /** Of the games that were played, the latest last. */
  readonly colours: readonly Colour[];
  /** Games moving first less games moving second. */
  readonly difference: number;
  readonly due: Colour | null;
  readonly strength: Strength;
  readonly opponents: ReadonlySet<number>;
  /** One round and two rounds before. */
  readonly floats: readonly [Float, Float];
  /** Has had a round's full points without playing, so gets no bye. */
  readonly hadBye: boolean;
  readonly unplayed: number;
}

const sumOf = (games: readonly Game[]): number => games.reduce((sum, { points }) => sum + points, 0);

function floatOf(players: ReadonlyMap<number, SwissPlayer>, player: SwissPlayer, round: number, loss: number): Float {
  const game = player.games[round];
  if (game === undefined) return null;
  if (game.how !== 'played') return game.points > loss ? 'down' : null;
  const opponent = game.opponent === null ? undefined : players.get(game.opponent);
  if (opponent === undefined) return null;
  const own = sumOf(player.games.slice(0, round));
  const theirs = sumOf(opponent.games.slice(0, round));
  return own > theirs ? 'down' : own < theirs ? 'up' : null;
}

function dueColour(colours: readonly Colour[], difference: number): { due: Colour | null; strength: Strength } {
  const last = colours.at(-1);
  if (last === undefined) return { due: null, strength: strengths.none };
  const lower: Colour = difference > 0 ? 'second' : 'first';
  if (Math.abs(difference) > 1) return { due: lower, strength: strengths.absolute };
  if (colours.at(-2) === last) return { due: otherColour(last), strength: strengths.absolute };
  if (difference !== 0) return { due: lower, strength: strengths.strong };
  return { due: otherColour(last), strength: strengths.mild };
}

export function profilesOf(players: readonly SwissPlayer[], points: SwissPoints): Profile[] {
  const byNumber = new Map(players.map((player) => [player.number, player]));
  return players.map((player) => {
    const played = player.games.filter(({ how }) => how === 'played');
    const colours = played.flatMap(({ colour }) => colour ?? []);
    const difference = colours.reduce((sum, colour) => sum + (colour === 'first' ? 1 : -1), 0);
    const rounds = player.games.length;
    return {
      number: player.number,
      score: sumOf(player.games),
      colours,
      difference,
      ...dueColour(colours, difference),
      opponents: new Set(played.flatMap(({ opponent }) => opponent ?? [])),
      floats: [
        floatOf(byNumber, player, rounds - 1, points.loss),
        floatOf(byNumber, player, rounds - 2, points.loss),
      ] as const,
      hadBye: player.games.some((game) => game.how === 'bye' || (game.how !== 'played' && game.points >= points.win)),
      unplayed: rounds - played.length,
    };
  });
}

/** By score, then by number. */
export const inOrder = (one: Profile, other: Profile): number => other.score - one.score || one.number - other.number;

/**
 * The colour of the higher of two: both get what is due where that can be; else the one to whom it is due more strongly, of
 * two absolute ones the wider difference; else by turns from the last round in which they differed; else what is due to the
 * higher one; else, before anybody's first game, by the lot and the number.
 */
export function colourOf(higher: Profile, lower: Profile, lot: Colour): Colour {
  if (higher.due === null || lower.due === null || higher.due !== lower.due) {
    if (higher.due !== null) return higher.due;
    if (lower.due !== null) return otherColour(lower.due);
    return higher.number % 2 === 1 ? lot : otherColour(lot);
  }
  const { due } = higher;
  if (higher.strength !== lower.strength) return higher.strength > lower.strength ? due : otherColour(due);
  const wider = Math.abs(higher.difference) - Math.abs(lower.difference);
  if (higher.strength === strengths.absolute && wider !== 0) return wider > 0 ? due : otherColour(due);
  for (let back = 1; back <= Math.min(higher.colours.length, lower.colours.length); back += 1) {
    const own = higher.colours.at(-back)!;
    const theirs = lower.colours.at(-back)!;
    if (own !== theirs) return theirs;
  }
  return due;
}
