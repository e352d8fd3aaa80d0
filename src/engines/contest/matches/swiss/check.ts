import { wasTrfPlayed, type Trf, type TrfGame, type TrfPlayer } from '../trf/trf';

// The absolute rules of Swiss pairing a second time, from their text and apart from what pairs: a report is gone through round
// by round, each as the pairing saw it. It shares no code with the engine.

export interface Breach {
  readonly round: number;
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

type Say = (round: number, key: string, params: Record<string, string | number>) => void;

const worth: Readonly<Record<TrfGame['result'], number>> = {
  '1': 10,
  W: 10,
  '+': 10,
  F: 10,
  U: 10,
  '=': 5,
  D: 5,
  H: 5,
  '0': 0,
  L: 0,
  '-': 0,
  Z: 0,
};

/** A player as the pairing of a round saw them: the rounds before it. */
interface Behind {
  readonly score: number;
  /** Colours of played games, the latest first: +1 first, −1 second. */
  readonly colours: readonly number[];
  readonly balance: number;
  readonly met: ReadonlySet<number>;
  readonly hadFullPointUnplayed: boolean;
}

function behind({ games }: TrfPlayer, round: number): Behind {
  const before = games.slice(0, round - 1);
  const played = before.filter(wasTrfPlayed);
  const colours = played.map(({ colour }) => (colour === 'first' ? 1 : -1)).reverse();
  return {
    score: before.reduce((sum, { result }) => sum + worth[result], 0),
    colours,
    balance: colours.reduce((sum, colour) => sum + colour, 0),
    met: new Set(played.map(({ opponent }) => opponent ?? 0)),
    hadFullPointUnplayed: before.some((game) => !wasTrfPlayed(game) && worth[game.result] >= 10),
  };
}

/** In the last round those above half of the points, and whom they play, may have their colours broken. */
function sparesColours(trf: Trf, round: number, one: Behind, other: Behind): boolean {
  return round === trf.rounds && [one, other].some(({ score }) => score * 2 > (round - 1) * 10);
}

function checkColours(trf: Trf, round: number, player: TrfPlayer, own: Behind, other: Behind, say: Say): void {
  if (sparesColours(trf, round, own, other)) return;
  const now = player.games[round - 1]!.colour === 'first' ? 1 : -1;
  if (Math.abs(own.balance + now) > 2)
    say(round, 'colours_uneven', { player: player.number, difference: own.balance + now });
  if (own.colours[0] === now && own.colours[1] === now) say(round, 'colour_thrice', { player: player.number });
}

interface Seat extends Behind {
  readonly player: TrfPlayer;
  /** Null for the bye. */
  readonly opponent: TrfPlayer | null;
}

/** Who wants one colour only: a third of a kind or a difference of three is what anything else would be. */
function onlyColour({ colours, balance }: Behind): number {
  if (Math.abs(balance) > 1) return balance > 0 ? -1 : 1;
  return colours.length > 1 && colours[0] === colours[1] ? -colours[0]! : 0;
}

function couldMeet(trf: Trf, round: number, one: Seat, other: Seat): boolean {
  if (one.met.has(other.player.number)) return false;
  const isKept = onlyColour(one) === 0 || onlyColour(one) !== onlyColour(other);
  return isKept || sparesColours(trf, round, one, other);
}

/**
 * Two of one score who both met lower ones, though they could have met, and those lower ones each other: that pairing would
 * have kept every absolute rule and let fewer float. And a bye of one who could have met the opponent of a lower one without a bye.
 */
function checkFloats(trf: Trf, round: number, seats: readonly Seat[], say: Say): void {
  const seatOf = new Map(seats.map((seat) => [seat.player, seat]));
  const floating = seats.flatMap((seat) => {
    const below = seat.opponent === null ? undefined : seatOf.get(seat.opponent);
    return below !== undefined && below.score < seat.score ? [{ seat, below }] : [];
  });
  for (const [at, one] of floating.entries())
    for (const other of floating.slice(at + 1))
      if (
        one.seat.score === other.seat.score &&
        couldMeet(trf, round, one.seat, other.seat) &&
        couldMeet(trf, round, one.below, other.below)
      )
        say(round, 'floats_needlessly', { first: one.seat.player.number, second: other.seat.player.number });
  const bye = seats.find(({ opponent }) => opponent === null);
  if (bye === undefined) return;
  for (const lower of seats) {
    const opponent = lower.opponent === null ? undefined : seatOf.get(lower.opponent);
    if (opponent === undefined || lower.score >= bye.score || lower.hadFullPointUnplayed) continue;
    if (!couldMeet(trf, round, bye, opponent)) continue;
    return say(round, 'bye_too_high', { player: bye.player.number, lower: lower.player.number });
  }
}

function checkByes(round: number, players: ReadonlyMap<TrfPlayer, Behind>, say: Say): void {
  const byes = [...players].filter(([{ games }]) => games[round - 1]?.result === 'U');
  for (const [{ number }, { hadFullPointUnplayed }] of byes)
    if (hadFullPointUnplayed) say(round, 'bye_again', { player: number });
  if (byes.length > 1) say(round, 'byes_too_many', { players: byes.map(([{ number }]) => number).join(' ') });
}

/** Everybody whom the pairing of a round has seen: with an opponent, played or not, or with its bye. */
const seatsOf = (
  players: ReadonlyMap<TrfPlayer, Behind>,
  byNumber: ReadonlyMap<number, TrfPlayer>,
  round: number,
): Seat[] =>
  [...players].flatMap(([player, own]): Seat[] => {
    const game = player.games[round - 1];
    if (game === undefined || (game.opponent === null && game.result !== 'U')) return [];
    return [{ ...own, player, opponent: byNumber.get(game.opponent ?? 0) ?? null }];
  });

/** Everything in a report that no pairing by the rules can have led to. */
export function checkTrf(trf: Trf): Breach[] {
  const breaches: Breach[] = [];
  const say: Say = (round, key, params) => {
    const words = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
    breaches.push({ round, key: `matches.breaches.${key}`, params: { round: String(round), ...words } });
  };
  const over = Math.max(0, ...trf.players.map(({ games }) => games.length));
  if (over > trf.rounds) say(over, 'rounds_too_many', { rounds: trf.rounds });
  for (let round = 1; round <= over; round += 1) {
    const players = new Map(trf.players.map((player) => [player, behind(player, round)]));
    const byNumber = new Map(trf.players.map((player) => [player.number, player]));
    for (const [player, own] of players) {
      const game = player.games[round - 1];
      const opponent = byNumber.get(game?.opponent ?? 0);
      if (game === undefined || opponent === undefined) continue;
      if (own.met.has(opponent.number) && player.number < opponent.number)
        say(round, 'met_before', { first: player.number, second: opponent.number });
      if (wasTrfPlayed(game)) checkColours(trf, round, player, own, players.get(opponent)!, say);
    }
    checkByes(round, players, say);
    checkFloats(trf, round, seatsOf(players, byNumber, round), say);
  }
  return breaches;
}
