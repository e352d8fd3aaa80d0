import type { Chance } from '../../ranking/seeded';
import { assigned, type Seeded } from './round-robin';

/** An entrant of a knock-out, with the group that they come from and the place they had there. */
export interface KnockOutEntrant extends Seeded {
  readonly group?: string;
  readonly placeInGroup?: number;
}

/** The lines of a draw from top to bottom; null is a free place, whose neighbour has a bye. */
export type Draw = readonly (KnockOutEntrant | null)[];

/**
 * Where the seeds stand, by their number: the first at the top, the second at the bottom, the others as far from all before
 * them as can be. Of those at one depth (3–4, 5–8 …) a lot says who takes which of their places.
 */
function seedLines(size: number): number[] {
  let order = [0];
  while (order.length < size) {
    const next = order.length * 2;
    order = order.flatMap((seed, at) => (at % 2 === 0 ? [seed, next - 1 - seed] : [next - 1 - seed, seed]));
  }
  const lines = Array<number>(size);
  for (const [line, seed] of order.entries()) lines[seed] = line;
  return lines;
}

export const drawSize = (count: number): number => 2 ** Math.ceil(Math.log2(Math.max(2, count)));

/** How soon two lines would meet: 1 in the first round. */
const roundOfMeeting = (one: number, other: number): number => 32 - Math.clz32(one ^ other);

/** What it costs that two stand on these lines: the sooner they would meet, the more, halved from round to round. */
const nearness = (one: number, other: number, size: number): number => size / 2 ** (roundOfMeeting(one, other) - 1);

const mayNotMeetSoon = (one: KnockOutEntrant, other: KnockOutEntrant): number => {
  const sameGroup = one.group !== undefined && one.group === other.group ? 4 : 0;
  const winners = one.placeInGroup === 1 && other.placeInGroup === 1 ? 2 : 0;
  return sameGroup + winners + (one.unit !== '' && one.unit === other.unit ? 1 : 0);
};

/** What stands against an entrant on a line, given who stands already. */
function against(entrant: KnockOutEntrant, line: number, lines: Draw): number {
  let sum = 0;
  for (const [at, other] of lines.entries())
    if (other !== null && at !== line) sum += mayNotMeetSoon(entrant, other) * nearness(line, at, lines.length);
  return sum;
}

/**
 * A draw: seeds on their lines, those of one depth by lot among theirs; free places beside the seeds, the first ones before
 * the others; then everybody else by lot. Those of one group, group winners and those of one unit are kept as far apart as can
 * be: each in drawn order takes the lines that stand against them least, and at the end lines are exchanged while that helps.
 */
export function drawKnockOut(
  seeds: readonly KnockOutEntrant[],
  others: readonly KnockOutEntrant[],
  chance: Chance,
): Draw {
  const size = drawSize(seeds.length + others.length);
  const lines: (KnockOutEntrant | null)[] = Array<null>(size).fill(null);
  const seedLine = seedLines(size);
  const isTaken = new Set<number>();
  const byes = size - seeds.length - others.length;
  const free = new Set(Array.from({ length: byes }, (_, at) => seedLine[at]! ^ 1));
  for (let from = 0; from < seeds.length; from = Math.max(1, from * 2)) {
    const depth = seeds.slice(from, Math.max(1, from * 2));
    const places = chance.shuffled(seedLine.slice(from, Math.max(1, from * 2)).filter((line) => !free.has(line)));
    // Where not all of them have a bye, the earlier seeds have it.
    const byeCost = (line: number, at: number) => (free.has(line ^ 1) ? 0 : (depth.length - at) * 1e6);
    const costs = depth.map((entrant, at) => places.map((line) => against(entrant, line, lines) + byeCost(line, at)));
    for (const [at, place] of assigned(costs).entries()) {
      lines[places[place]!] = depth[at]!;
      isTaken.add(places[place]!);
    }
  }
  const movable: number[] = [];
  for (const entrant of chance.shuffled(others)) {
    const open = chance.shuffled(seedLine.filter((line) => !isTaken.has(line) && !free.has(line)));
    const line = open.reduce((best, one) =>
      against(entrant, one, lines) < against(entrant, best, lines) ? one : best,
    );
    lines[line] = entrant;
    isTaken.add(line);
    movable.push(line);
  }
  improve(lines, movable);
  return lines;
}

/** Exchanges two lines as long as that keeps more apart; every exchange lowers a sum, so it ends. */
function improve(lines: (KnockOutEntrant | null)[], movable: readonly number[]): void {
  const cost = (line: number) => against(lines[line]!, line, lines);
  for (let isBetter = true; isBetter;) {
    isBetter = false;
    for (const [at, one] of movable.entries())
      for (const other of movable.slice(at + 1)) {
        const before = cost(one) + cost(other);
        [lines[one], lines[other]] = [lines[other]!, lines[one]!];
        if (cost(one) + cost(other) < before - 1e-9) isBetter = true;
        else [lines[one], lines[other]] = [lines[other]!, lines[one]!];
      }
  }
}

/** Where a side of a match comes from. */
export type Source =
  { readonly from: 'line'; readonly line: number } | { readonly from: 'winner' | 'loser'; readonly match: number };

export interface BracketMatch {
  readonly bracket: 'main' | 'losers' | 'final' | 'placing';
  readonly round: number;
  readonly sides: readonly [Source, Source];
  /** The place that the winner takes, where this match decides one. */
  readonly place?: number;
}

const winner = (match: number): Source => ({ from: 'winner', match });
const loser = (match: number): Source => ({ from: 'loser', match });

/** The main bracket of so many lines: the numbers of its matches round by round. */
function mainBracket(size: number, matches: BracketMatch[]): number[][] {
  const rounds: number[][] = [];
  for (let count = size / 2, round = 1; count >= 1; count /= 2, round += 1)
    rounds.push(
      Array.from({ length: count }, (_, at) => {
        const before = rounds.at(-1);
        const sides: [Source, Source] =
          before === undefined
            ? [
                { from: 'line', line: 2 * at },
                { from: 'line', line: 2 * at + 1 },
              ]
            : [winner(before[2 * at]!), winner(before[2 * at + 1]!)];
        return matches.push({ bracket: 'main', round, sides }) - 1;
      }),
    );
  return rounds;
}

/** Matches for the places from `from` on among sources that went out together. */
function placing(sources: readonly Source[], from: number, round: number, matches: BracketMatch[]): void {
  if (sources.length < 2) return;
  const place = sources.length === 2 ? { place: from } : {};
  const next = Array.from({ length: sources.length / 2 }, (_, at) => {
    const sides: [Source, Source] = [sources[2 * at]!, sources[2 * at + 1]!];
    return matches.push({ bracket: 'placing', round, sides, ...place }) - 1;
  });
  placing(next.map(winner), from, round + 1, matches);
  placing(next.map(loser), from + sources.length / 2, round + 1, matches);
}

/** Single elimination with matches for the places down to `placesTo` (1: none but the final). */
export function singleElimination(size: number, placesTo = 1): BracketMatch[] {
  const matches: BracketMatch[] = [];
  const rounds = mainBracket(size, matches);
  matches[rounds.at(-1)![0]!] = { ...matches[rounds.at(-1)![0]!]!, place: 1 };
  for (const [at, round] of rounds.entries()) {
    const from = size / 2 ** (at + 1) + 1;
    if (at < rounds.length - 1 && from <= placesTo) placing(round.map(loser), from, at + 2, matches);
  }
  return matches;
}

/**
 * Double elimination: who loses in the main bracket falls into the losers' one, from the far end every other round, so that
 * two don't meet again soon. The last of both meet in the final, and once more if that gives the one of the main bracket their first loss.
 */
export function doubleElimination(size: number): BracketMatch[] {
  const matches: BracketMatch[] = [];
  const rounds = mainBracket(size, matches);
  const join = (sources: readonly Source[], round: number): Source[] =>
    Array.from({ length: sources.length / 2 }, (_, at) =>
      winner(matches.push({ bracket: 'losers', round, sides: [sources[2 * at]!, sources[2 * at + 1]!] }) - 1),
    );
  let left: Source[] = rounds[0]!.map(loser);
  let number = 1;
  for (const [at, round] of rounds.entries()) {
    if (at === 0) {
      if (left.length > 1) left = join(left, number++);
      continue;
    }
    const falling = round.map(loser);
    if (at % 2 === 1) falling.reverse();
    left = join(
      left.flatMap((source, place) => [source, falling[place]!]),
      number++,
    );
    if (left.length > 1) left = join(left, number++);
  }
  const main = rounds.at(-1)![0]!;
  const final = matches.push({ bracket: 'final', round: 1, sides: [winner(main), left[0]!] }) - 1;
  matches.push({ bracket: 'final', round: 2, sides: [winner(final), loser(final)], place: 1 });
  return matches;
}
