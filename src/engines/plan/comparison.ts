import type { Context } from '#kernel';
import { loadBoard } from './board';
import type { BoardRow, PlanSummary } from './contract';
import { summaryOf } from './plans';
import { readablePlan } from './policy';
import { canonicalJson } from './records';

export type Change = 'same' | 'changed' | 'new' | 'gone';

export interface ComparedPair<Row> {
  left: Row | null;
  right: Row | null;
  change: Change;
}

/** What of a commitment two plans are compared by. */
export type Comparable = Pick<BoardRow, 'kind' | 'title' | 'quote' | 'window' | 'target'> & {
  series?: { name: string } | null;
};

/**
 * Lays two plans side by side. "New" stands in the later plan alone, "gone" in the earlier one alone, whichever
 * stands at the left. Refuses: a plan out of reach.
 */
export async function comparePlans(
  ctx: Context,
  planId: string,
  withId: string,
): Promise<{ left: PlanSummary; right: PlanSummary; pairs: ComparedPair<BoardRow>[] }> {
  const left = await readablePlan(ctx, planId);
  const right = await readablePlan(ctx, withId);
  const leftRows = (await loadBoard(ctx, left)).rows;
  const rightRows = (await loadBoard(ctx, right)).rows;
  const pairs = pairCommitments(leftRows, rightRows, { isLeftEarlier: left.year <= right.year });
  return { left: await summaryOf(ctx, left), right: await summaryOf(ctx, right), pairs };
}

/** Below this likeness of their words two sentences are different promises. */
const LEAST_LIKENESS = 0.5;

/**
 * Pairs the commitments of two plans: first the editions of one series, then equal titles, then the likest words,
 * always within one family of kinds. The pairs stand in the order of the left plan; what is on the right alone
 * follows its neighbour there.
 */
export function pairCommitments<Row extends Comparable>(
  left: readonly Row[],
  right: readonly Row[],
  options: { isLeftEarlier: boolean } = { isLeftEarlier: true },
): ComparedPair<Row>[] {
  const partners = new Map<number, number>();
  const taken = new Set<number>();
  const join = (l: number, r: number) => {
    partners.set(l, r);
    taken.add(r);
  };
  for (const key of [seriesKey, titleKey]) pairByKey(left, right, key, partners, taken, join);
  for (const { l, r } of likest(left, right, partners, taken)) if (!partners.has(l) && !taken.has(r)) join(l, r);
  return inOrder(left, right, partners, options.isLeftEarlier);
}

type Key = (row: Comparable) => string | null;

function pairByKey<Row extends Comparable>(
  left: readonly Row[],
  right: readonly Row[],
  keyOf: Key,
  partners: ReadonlyMap<number, number>,
  taken: ReadonlySet<number>,
  join: (l: number, r: number) => void,
): void {
  const waiting = new Map<string, number[]>();
  right.forEach((row, r) => {
    const key = keyOf(row);
    if (key !== null && !taken.has(r)) waiting.set(key, [...(waiting.get(key) ?? []), r]);
  });
  left.forEach((row, l) => {
    const key = keyOf(row);
    const r = key === null || partners.has(l) ? undefined : waiting.get(key)?.shift();
    if (r !== undefined) join(l, r);
  });
}

/** 第六届炊工比武 and 第七届炊工比武 are one series. */
const EDITION = /第?[一二三四五六七八九十百\d]{1,4}[届次](?=[^，。；])/g;
const YEAR = /(?:20\d{2}|二[〇○零一二三四五六七八九]{3}) ?年?/g;

function seriesKey(row: Comparable): string | null {
  const name = row.series?.name ?? /第[一二三四五六七八九十百\d]{1,4}届([^，。；]{2,20})/.exec(row.title)?.[1] ?? null;
  return name === null ? null : `${familyOf(row.kind)} ${plain(name)}`;
}

function titleKey(row: Comparable): string | null {
  const title = plain(row.title);
  return title === '' ? null : `${familyOf(row.kind)} ${title}`;
}

/** Without years, editions and punctuation, which say nothing about which promise it is. */
function plain(text: string): string {
  return text
    .replace(YEAR, '')
    .replace(EDITION, '')
    .replace(/[\s\p{P}]/gu, '');
}

/** A range may become a plain count and a floor an "about": that is a change of one promise, not another one. */
function familyOf(kind: BoardRow['kind']): string {
  if (kind === 'count' || kind === 'count_range' || kind === 'rate') return 'number';
  if (kind === 'money_floor' || kind === 'money_about' || kind === 'money_cap') return 'money';
  if (kind === 'award_round' || kind === 'selection') return 'award';
  if (kind === 'recurring_duty' || kind === 'upkeep' || kind === 'aim' || kind === 'problem' || kind === 'drive')
    return 'work';
  return kind;
}

function pairsOfSigns(text: string): Set<string> {
  const signs = [...plain(text)];
  if (signs.length < 2) return new Set(signs);
  return new Set(signs.slice(1).map((sign, i) => signs[i]! + sign));
}

/** Candidates by the share of neighbouring signs in common (Dice), the likest first; found through an index of these signs. */
function likest(
  left: readonly Comparable[],
  right: readonly Comparable[],
  partners: ReadonlyMap<number, number>,
  taken: ReadonlySet<number>,
): { l: number; r: number; likeness: number }[] {
  const words = right.map((row) => pairsOfSigns(row.quote));
  const index = new Map<string, number[]>();
  words.forEach((signs, r) => {
    if (taken.has(r)) return;
    for (const sign of signs) {
      const list = index.get(sign);
      if (list === undefined) index.set(sign, [r]);
      else list.push(r);
    }
  });
  const found = left.flatMap((row, l) => {
    if (partners.has(l)) return [];
    const own = pairsOfSigns(row.quote);
    const common = new Map<number, number>();
    for (const sign of own) for (const r of index.get(sign) ?? []) common.set(r, (common.get(r) ?? 0) + 1);
    return [...common]
      .filter(([r]) => familyOf(right[r]!.kind) === familyOf(row.kind))
      .map(([r, count]) => ({ l, r, likeness: (2 * count) / (own.size + words[r]!.size) }));
  });
  return found
    .filter((pair) => pair.likeness >= LEAST_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness || a.l - b.l || a.r - b.r);
}

function inOrder<Row extends Comparable>(
  left: readonly Row[],
  right: readonly Row[],
  partners: ReadonlyMap<number, number>,
  isLeftEarlier: boolean,
): ComparedPair<Row>[] {
  const alone = (row: Row, isLeft: boolean): ComparedPair<Row> => ({
    left: isLeft ? row : null,
    right: isLeft ? null : row,
    change: isLeft === isLeftEarlier ? 'gone' : 'new',
  });
  const matched = new Set(partners.values());
  const result: ComparedPair<Row>[] = [];
  const placed = new Set<number>();
  const placeUnmatchedFrom = (start: number) => {
    for (let r = start; r < right.length && !matched.has(r) && !placed.has(r); r += 1) {
      placed.add(r);
      result.push(alone(right[r]!, false));
    }
  };
  placeUnmatchedFrom(0);
  left.forEach((row, l) => {
    const r = partners.get(l);
    if (r === undefined) {
      result.push(alone(row, true));
      return;
    }
    result.push({ left: row, right: right[r]!, change: isSame(row, right[r]!) ? 'same' : 'changed' });
    placeUnmatchedFrom(r + 1);
  });
  return result;
}

/** The same promise again: kind, matter, time of the year and target are equal; year and edition may move on. */
export function isSame(left: Comparable, right: Comparable): boolean {
  return (
    left.kind === right.kind &&
    plain(left.title) === plain(right.title) &&
    timeOf(left) === timeOf(right) &&
    canonicalJson(left.target) === canonicalJson(right.target)
  );
}

/** The days without their year; a lunar festival is the same whatever its day. */
function timeOf({ window }: Comparable): string {
  if (window === null) return '';
  if (window.festival !== null) return window.festival;
  return [window.from?.slice(5) ?? '', window.to?.slice(5) ?? '', window.every ?? '']
    .join(' ')
    .replace('02-29', '02-28');
}
