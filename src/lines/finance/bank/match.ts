import { daysBetween, type Day } from '#kernel/contract';

/** How lines of the bank and of the book find each other: pure, in whole fen; in is above zero, out below. */

export interface Open {
  readonly id: string;
  readonly on: Day;
  /** What of it is not matched yet. */
  readonly rest: bigint;
  readonly words: string;
  readonly party: string;
}

export interface Part {
  readonly lineId: string;
  readonly entryId: string;
  readonly amount: bigint;
}

const size = (fen: bigint): bigint => (fen < 0n ? -fen : fen);
const sumOf = (rows: readonly Open[]): bigint => rows.reduce((all, row) => all + row.rest, 0n);
const byDay = (one: Open, other: Open): number => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0);

export const areOneWay = (rows: readonly Open[]): boolean =>
  rows.every((row) => row.rest !== 0n && row.rest > 0n === rows[0]!.rest > 0n);

/**
 * Lays lines of the bank on lines of the book in the order of their days, each as far as it reaches and all together up to
 * `most`: what is left over on either side stays open.
 */
export function allocate(lines: readonly Open[], entries: readonly Open[], most?: bigint): Part[] {
  const parts: Part[] = [];
  const left = [...entries].sort(byDay).map((entry) => ({ id: entry.id, rest: size(entry.rest) }));
  let budget = most === undefined ? null : size(most);
  for (const line of [...lines].sort(byDay)) {
    let rest = size(line.rest);
    for (const entry of left) {
      const reach = rest < entry.rest ? rest : entry.rest;
      const amount = budget !== null && budget < reach ? budget : reach;
      if (amount === 0n) continue;
      parts.push({ lineId: line.id, entryId: entry.id, amount: line.rest > 0n ? amount : -amount });
      rest -= amount;
      entry.rest -= amount;
      if (budget !== null) budget -= amount;
    }
  }
  return parts;
}

/** The share of the pairs of signs that two texts have in common: 备用金提取 and 提取备用金 have much, 工资 and 水费 nothing. */
export function likeness(one: string, other: string): number {
  const pairs = (text: string) => {
    const signs = [...text.normalize('NFKC').replace(/[\s\p{P}\d]/gu, '')];
    return new Set(signs.slice(1).map((sign, i) => `${signs[i]}${sign}`));
  };
  const [left, right] = [pairs(one), pairs(other)];
  if (left.size === 0 || right.size === 0) return 0;
  const common = [...left].filter((pair) => right.has(pair)).length;
  return common / Math.min(left.size, right.size);
}

export interface Proposal {
  readonly lineIds: readonly string[];
  readonly entryIds: readonly string[];
  /** From 0 to 100: near days and like words are worth more. */
  readonly score: number;
}

const apart = (one: Open, other: Open): number => Math.abs(daysBetween(one.on, other.on));

function scoreOf(lines: readonly Open[], entries: readonly Open[], days: number): number {
  const farthest = Math.max(...lines.flatMap((line) => entries.map((entry) => apart(line, entry))));
  const text = (rows: readonly Open[]) => rows.map(({ words, party }) => `${words} ${party}`).join(' ');
  const near = days === 0 ? 1 : 1 - farthest / (days + 1);
  return Math.round(60 * near + 40 * likeness(text(lines), text(entries)));
}

/** Neighbours among which a sum is looked for, and how many of them it may have. */
const MOST_NEIGHBOURS = 14;
const MOST_PARTS = 6;

/** The fewest of the rows that add up to a sum; null where none do. */
export function addUpTo(rows: readonly Open[], target: bigint): Open[] | null {
  const near = rows.slice(0, MOST_NEIGHBOURS);
  const search = (from: number, left: bigint, count: number): Open[] | null => {
    if (count === 0) return left === 0n ? [] : null;
    for (let at = from; at <= near.length - count; at += 1) {
      const row = near[at]!;
      if (size(row.rest) > size(left)) continue;
      const further = search(at + 1, left - row.rest, count - 1);
      if (further !== null) return [row, ...further];
    }
    return null;
  };
  for (let count = 2; count <= Math.min(MOST_PARTS, near.length); count += 1) {
    const found = search(0, target, count);
    if (found !== null) return found;
  }
  return null;
}

const isLike = (one: Open, other: Open, days: number): boolean =>
  one.rest > 0n === other.rest > 0n && apart(one, other) <= days;

/** Pairs of one amount, the best of all first; each line is in one of them at most. */
function pairs(lines: readonly Open[], entries: readonly Open[], days: number): Proposal[] {
  const byAmount = new Map<bigint, Open[]>();
  for (const entry of entries) byAmount.set(entry.rest, [...(byAmount.get(entry.rest) ?? []), entry]);
  const all = lines.flatMap((line) =>
    (byAmount.get(line.rest) ?? [])
      .filter((entry) => apart(line, entry) <= days)
      .map((entry) => ({ lineIds: [line.id], entryIds: [entry.id], score: scoreOf([line], [entry], days) })),
  );
  const taken = new Set<string>();
  return all
    .sort((one, other) => other.score - one.score)
    .filter(({ lineIds: [line], entryIds: [entry] }) => {
      if (taken.has(`l${line}`) || taken.has(`e${entry}`)) return false;
      taken.add(`l${line}`).add(`e${entry}`);
      return true;
    });
}

/** One on the one side, several on the other that add up to it. */
function sums(ones: readonly Open[], many: readonly Open[], days: number): { one: Open; parts: Open[] }[] {
  const taken = new Set<string>();
  const found: { one: Open; parts: Open[] }[] = [];
  for (const one of [...ones].sort(byDay)) {
    const near = many
      .filter((row) => !taken.has(row.id) && isLike(one, row, days) && size(row.rest) < size(one.rest))
      .sort((a, b) => apart(one, a) - apart(one, b));
    const parts = addUpTo(near, one.rest);
    if (parts === null) continue;
    for (const part of parts) taken.add(part.id);
    found.push({ one, parts });
  }
  return found;
}

/**
 * What probably belongs together: equal amounts first, then one line of the bank for several of the book, then the other way
 * round. Nothing is proposed twice; what adds up only in part is left to people.
 */
export function propose(lines: readonly Open[], entries: readonly Open[], days: number): Proposal[] {
  const equal = pairs(lines, entries, days);
  const free = (rows: readonly Open[], used: ReadonlySet<string>) => rows.filter((row) => !used.has(row.id));
  const usedLines = new Set(equal.flatMap((one) => one.lineIds));
  const usedEntries = new Set(equal.flatMap((one) => one.entryIds));
  const ids = (rows: readonly Open[]) => rows.map((row) => row.id);
  const toMany = sums(free(lines, usedLines), free(entries, usedEntries), days).map(({ one, parts }) => {
    usedLines.add(one.id);
    for (const part of parts) usedEntries.add(part.id);
    return { lineIds: [one.id], entryIds: ids(parts), score: scoreOf([one], parts, days) };
  });
  const toOne = sums(free(entries, usedEntries), free(lines, usedLines), days).map(({ one, parts }) => ({
    ...{ lineIds: ids(parts), entryIds: [one.id], score: scoreOf(parts, [one], days) },
  }));
  return [...equal, ...toMany, ...toOne];
}

export interface BookLine {
  readonly id: string;
  readonly entryId: string;
  readonly reversesId: string | null;
  readonly on: Day;
  readonly amount: bigint;
}

/**
 * What of lines of the book is open at the end of a day: an entry and its reversal in red stand for each other from the later
 * one's day on, as far as nothing of them was matched.
 */
export function restsOf(entries: readonly BookLine[], matched: ReadonlyMap<string, bigint>): Map<string, bigint> {
  const rests = new Map(entries.map((entry) => [entry.id, entry.amount - (matched.get(entry.id) ?? 0n)]));
  const byEntry = new Map<string, BookLine[]>();
  for (const entry of entries) byEntry.set(entry.entryId, [...(byEntry.get(entry.entryId) ?? []), entry]);
  for (const red of entries) {
    if (red.reversesId === null) continue;
    for (const line of byEntry.get(red.reversesId) ?? []) {
      const [mine, its] = [rests.get(red.id)!, rests.get(line.id)!];
      if (mine === 0n || its === 0n || mine > 0n === its > 0n) continue;
      const amount = size(mine) < size(its) ? size(mine) : size(its);
      rests.set(red.id, mine > 0n ? mine - amount : mine + amount);
      rests.set(line.id, its > 0n ? its - amount : its + amount);
    }
  }
  return rests;
}

export const sumOfRests = sumOf;
