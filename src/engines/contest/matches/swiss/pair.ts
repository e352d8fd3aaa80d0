import type { SwissBook } from './books';
import { pairBracket } from './bracket';
import type { Seat, Zone } from './bracket-costs';
import { CostMatching } from './cost-matching';
import {
  colourOf,
  inOrder,
  profilesOf,
  strengths,
  type Colour,
  type Profile,
  type SwissPlayer,
  type SwissPoints,
} from './players';

export interface SwissRound {
  readonly book: SwissBook;
  readonly points: SwissPoints;
  /** How many rounds there will be: the last one has rules of its own. */
  readonly rounds: number;
  /** The colour of the first number in the first round, which a lot has given. */
  readonly lot: Colour;
  /** Everybody who has ever been in it. */
  readonly players: readonly SwissPlayer[];
  /** Who plays in this round: neither withdrawn nor with a bye that they asked for. */
  readonly present: ReadonlySet<number>;
}

export interface SwissPair {
  readonly first: number;
  readonly second: number;
}

/** The pairs in the order of their tables and who has the bye; or, where no pairing keeps the rules, who can meet nobody. */
export type SwissAnswer =
  | { readonly ok: true; readonly pairs: readonly SwissPair[]; readonly bye: number | null }
  | { readonly ok: false; readonly reason: 'no_pairing'; readonly lonely: readonly number[] };

type CanMeet = (one: Profile, other: Profile) => boolean;

function rulesOfMeeting(round: SwissRound): CanMeet {
  const over = round.players[0]?.games.length ?? 0;
  const isLast = round.book.sparesTopscorers && over + 1 >= round.rounds;
  const isTop = ({ score }: Profile) => isLast && score * 2 > over * round.points.win;
  return (one, other) =>
    !one.opponents.has(other.number) &&
    (one.strength !== strengths.absolute ||
      other.strength !== strengths.absolute ||
      one.due !== other.due ||
      isTop(one) ||
      isTop(other));
}

/** Whether all can be paired, and the lowest score at which one can then have the bye. */
function outlook(players: readonly Profile[], canMeet: CanMeet): { possible: boolean; byeScore: number | null } {
  const isOdd = players.length % 2 === 1;
  const solver = new CostMatching(players.length + (isOdd ? 1 : 0), 1);
  const scores = [...new Set(players.map(({ score }) => score))].sort((one, other) => one - other);
  for (const [here, one] of players.entries()) {
    for (let there = here + 1; there < players.length; there += 1)
      if (canMeet(one, players[there]!)) solver.open(here, there, [0]);
    if (isOdd && !one.hadBye) solver.open(here, players.length, [scores.indexOf(one.score)]);
  }
  if (!solver.solve()) return { possible: false, byeScore: null };
  return { possible: true, byeScore: isOdd ? players[solver.mateOf(players.length)]!.score : null };
}

function bracketSeats(moved: readonly Profile[], rest: readonly Profile[], hasBye: boolean): Seat[] {
  const own = rest[0]?.score;
  const next = rest.find(({ score }) => score !== own)?.score;
  const zoneOf = ({ score }: Profile): Zone => (score === own ? 'resident' : score === next ? 'next' : 'below');
  return [
    ...moved.map((profile): Seat => ({ zone: 'moved', profile })),
    ...rest.map((profile): Seat => ({ zone: zoneOf(profile), profile })),
    ...(hasBye ? [{ zone: 'bye', profile: null } as const] : []),
  ];
}

/** Pairs one round by its rule book, bracket by bracket from the highest score. */
export function pairRound(round: SwissRound): SwissAnswer {
  const players = profilesOf(round.players, round.points)
    .filter(({ number }) => round.present.has(number))
    .sort(inOrder);
  const canMeet = rulesOfMeeting(round);
  const { possible, byeScore } = outlook(players, canMeet);
  if (!possible) {
    const lonely = players.filter((one) => !players.some((other) => other !== one && canMeet(one, other)));
    return { ok: false, reason: 'no_pairing', lonely: lonely.map(({ number }) => number) };
  }
  const seatsCanMeet = (here: Seat, there: Seat): boolean => {
    if (here.profile !== null && there.profile !== null) return canMeet(here.profile, there.profile);
    const candidate = here.profile ?? there.profile;
    return candidate !== null && !candidate.hadBye && candidate.score === byeScore;
  };
  const pairs: [Profile, Profile][] = [];
  let moved: Profile[] = [];
  let rest = players;
  while (rest.length > 0) {
    const seats = bracketSeats(moved, rest, byeScore !== null);
    const own = rest[0]!.score;
    const found = pairBracket({
      criteria: round.book.criteria,
      lot: round.lot,
      seats,
      holdsTheBye: byeScore !== null && byeScore >= own,
      canMeet: seatsCanMeet,
    });
    const gone = new Set(found.flat().map(({ profile }) => profile!));
    for (const [one, other] of found) pairs.push([one.profile!, other.profile!]);
    moved = [...moved, ...rest.filter(({ score }) => score === own)].filter((profile) => !gone.has(profile));
    rest = rest.filter(({ score }) => score !== own);
  }
  return { ok: true, pairs: inTableOrder(pairs, round.lot), bye: moved[0]?.number ?? null };
}

/** The highest first: by the higher score of a pair, then the lower one, then the higher player's number. */
function inTableOrder(pairs: readonly [Profile, Profile][], lot: Colour): SwissPair[] {
  return pairs
    .map((pair) => [...pair].sort(inOrder) as [Profile, Profile])
    .sort(([a, b], [c, d]) => c.score - a.score || d.score - b.score || a.number - c.number)
    .map(([higher, lower]) => {
      const colour = colourOf(higher, lower, lot);
      const [first, second] = colour === 'first' ? [higher, lower] : [lower, higher];
      return { first: first.number, second: second.number };
    });
}
