import type { SwissRound } from './pair';
import { colourOf, inOrder, otherColour, profilesOf, strengths, type Profile } from './players';

// The rules of FIDE of 2025 word by word, by trying everything: what the engine is held against in tests. For few players.

type Pair = readonly [Profile, Profile];
interface Candidate {
  readonly pairs: readonly Pair[];
  readonly floaters: readonly Profile[];
}

export interface Literal {
  readonly pairs: readonly string[];
  readonly bye: number | null;
}

const descending = (list: readonly number[]): number[] => [...list].sort((a, b) => b - a);

function compareLists(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (one[at] ?? -1) - (other[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareKeys(one: readonly (readonly number[])[], other: readonly (readonly number[])[]): number {
  for (const [at, list] of one.entries()) {
    const difference = compareLists(list, other[at] ?? []);
    if (difference !== 0) return difference;
  }
  return 0;
}

class Rules {
  readonly players: Profile[];
  private readonly isLast: boolean;
  private readonly over: number;
  private readonly known = new Map<string, boolean>();
  byeScore: number | null = null;

  constructor(private readonly round: SwissRound) {
    this.players = profilesOf(round.players, round.points)
      .filter(({ number }) => round.present.has(number))
      .sort(inOrder);
    this.over = round.players[0]?.games.length ?? 0;
    this.isLast = this.over + 1 >= round.rounds;
  }

  isTop({ score }: Profile): boolean {
    return this.isLast && score > (this.over * this.round.points.win) / 2;
  }

  /** C1, C3 */
  mayMeet(one: Profile, other: Profile): boolean {
    if (one.opponents.has(other.number)) return false;
    const bothAbsolute = one.strength === strengths.absolute && other.strength === strengths.absolute;
    return !(bothAbsolute && one.due === other.due) || this.isTop(one) || this.isTop(other);
  }

  /** C4, with C2 and C5 */
  canComplete(left: readonly Profile[]): boolean {
    const key = left.map(({ number }) => number).join(' ');
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const [first, ...rest] = left;
    const can =
      first === undefined ||
      rest.some((other) => this.mayMeet(first, other) && this.canComplete(rest.filter((one) => one !== other))) ||
      (left.length % 2 === 1 && !first.hadBye && first.score === this.byeScore && this.canComplete(rest));
    this.known.set(key, can);
    return can;
  }

  /** C5: the lowest score with which a bye leaves everybody else a pairing. */
  findBye(): boolean {
    if (this.players.length % 2 === 0) return this.canComplete(this.players);
    for (const score of new Set(descending(this.players.map((one) => one.score)).reverse())) {
      this.byeScore = score;
      this.known.clear();
      if (this.canComplete(this.players)) return true;
    }
    return false;
  }

  /** Every way to pair some of a bracket: residents with each other, those moved down with residents. */
  *candidates(left: readonly Profile[], resident: number): Generator<Candidate> {
    const [first, ...rest] = left;
    if (first === undefined) return yield { pairs: [], floaters: [] };
    for (const other of rest) {
      if (other.score !== resident || !this.mayMeet(first, other)) continue;
      const others = rest.filter((one) => one !== other);
      for (const { pairs, floaters } of this.candidates(others, resident))
        yield { pairs: [[first, other], ...pairs], floaters };
    }
    for (const { pairs, floaters } of this.candidates(rest, resident)) yield { pairs, floaters: [first, ...floaters] };
  }

  /** C8: the fewest and lowest who must float from the next bracket. */
  next(floaters: readonly Profile[], below: readonly Profile[]): number[] {
    const score = below[0]?.score;
    if (score === undefined) return [];
    const bracket = [...floaters, ...below.filter((one) => one.score === score)];
    const rest = below.filter((one) => one.score !== score);
    let best: number[] | null = null;
    for (const candidate of this.candidates(bracket, score)) {
      if (!this.canComplete([...candidate.floaters, ...rest])) continue;
      const key = [candidate.floaters.length, ...descending(candidate.floaters.map((one) => one.score))];
      if (best === null || compareLists(key, best) < 0) best = key;
    }
    return best ?? [Infinity];
  }

  private colours(pairs: readonly Pair[], counts: (profile: Profile, colour: 'first' | 'second') => boolean): number[] {
    let count = 0;
    for (const [one, other] of pairs) {
      const colour = colourOf(one, other, this.round.lot);
      if (counts(one, colour)) count += 1;
      if (counts(other, otherColour(colour))) count += 1;
    }
    return [count];
  }

  /** C6 to C21 */
  failures({ pairs, floaters }: Candidate, resident: number, below: readonly Profile[]): number[][] {
    const isMoved = ({ score }: Profile) => score > resident;
    const ofMoved = pairs.filter(([one]) => isMoved(one));
    const again = (back: 0 | 1) => [floaters.filter((one) => !isMoved(one) && one.floats[back] === 'down').length];
    const opponents = (back: 0 | 1) => [ofMoved.filter(([, other]) => other.floats[back] === 'up').length];
    const moved = (back: 0 | 1) =>
      descending([
        ...ofMoved.filter(([one]) => one.floats[back] === 'down').map(([one]) => one.score - resident),
        ...floaters.filter((one) => isMoved(one) && one.floats[back] === 'down').map((one) => 1000 + one.score),
      ]);
    const above = (back: 0 | 1) =>
      descending(ofMoved.filter(([, other]) => other.floats[back] === 'up').map(([one]) => one.score - resident));
    const [only] = floaters;
    const getsBye = floaters.length === 1 && only!.score === this.byeScore;
    return [
      [floaters.length],
      descending(floaters.map(({ score }) => score)),
      this.next(floaters, below),
      [getsBye ? only!.unplayed : 0],
      this.colours(pairs, ({ difference }, colour) => Math.abs(difference + (colour === 'first' ? 1 : -1)) > 2),
      this.colours(pairs, ({ colours }, colour) => colours.slice(-2).join() === `${colour},${colour}`),
      this.colours(pairs, ({ due }, colour) => due === otherColour(colour)),
      this.colours(pairs, ({ due, strength }, colour) => strength === strengths.strong && due !== colour),
      again(0),
      opponents(0),
      again(1),
      opponents(1),
      moved(0),
      above(0),
      moved(1),
      above(1),
    ];
  }

  /** How early the rules come to a candidate: moved-down players, their opponents, exchanges, transposition. */
  generation({ pairs }: Candidate, bracket: readonly Profile[], resident: number): number[][] {
    const numberOf = new Map(bracket.map((one, at) => [one, at + 1]));
    const above = pairs
      .filter(([one]) => one.score > resident)
      .map(([one, other]) => [numberOf.get(one)!, numberOf.get(other)!]);
    above.sort((one, other) => one[0]! - other[0]!);
    const taken = new Set(above.map(([, other]) => other));
    const remainder = bracket.filter((one) => one.score === resident && !taken.has(numberOf.get(one)));
    const inRemainder = new Map(remainder.map((one, at) => [one, at + 1]));
    const rest = pairs
      .filter(([one]) => one.score === resident)
      .map(([a, b]) => [inRemainder.get(a)!, inRemainder.get(b)!]);
    return [above.map(([one]) => one!), above.map(([, other]) => other!), ...earliest(rest)];
  }
}

/** Of all ways to call one of each pair the upper one, the one that the rules come to first. */
function earliest(pairs: readonly number[][]): number[][] {
  const half = pairs.length;
  let best: number[][] | null = null;
  for (let choice = 0; choice < 2 ** half; choice += 1) {
    const upper = pairs.map(([a, b], at) => ((choice >> at) % 2 === 0 ? [a!, b!] : [b!, a!]));
    upper.sort((one, other) => one[0]! - other[0]!);
    const into = upper.map(([one]) => one!).filter((one) => one > half);
    const out = Array.from({ length: half }, (_, at) => at + 1).filter((one) => !upper.some(([own]) => own === one));
    const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
    const key = [
      [into.length],
      [sum(into) - sum(out)],
      descending(out).map((one) => 1000 - one),
      into,
      upper.map(([, other]) => other!),
    ];
    if (best === null || compareKeys(key, best) < 0) best = key;
  }
  return best!;
}

/** One round by the rules; null where no pairing keeps them. */
export function byTheRules(round: SwissRound): Literal | null {
  const rules = new Rules(round);
  if (!rules.findBye()) return null;
  const pairs: Pair[] = [];
  let moved: Profile[] = [];
  let rest = rules.players;
  while (rest.length > 0) {
    const resident = rest[0]!.score;
    const bracket = [...moved, ...rest.filter(({ score }) => score === resident)];
    const below = rest.filter(({ score }) => score !== resident);
    let best: { candidate: Candidate; key: number[][] } | null = null;
    for (const candidate of rules.candidates(bracket, resident)) {
      if (!rules.canComplete([...candidate.floaters, ...below])) continue;
      const key = [...rules.failures(candidate, resident, below), ...rules.generation(candidate, bracket, resident)];
      if (best === null || compareKeys(key, best.key) < 0) best = { candidate, key };
    }
    pairs.push(...best!.candidate.pairs);
    moved = [...best!.candidate.floaters];
    rest = below;
  }
  const words = pairs.map(([one, other]) => [one.number, other.number].sort((a, b) => a - b).join('-'));
  return { pairs: words.sort(), bye: moved[0]?.number ?? null };
}
