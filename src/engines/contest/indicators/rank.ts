import type { FileEntrant, RankedRow, Ranking } from '../ranking/contest-file';
import { decimal, decimalWords, rounded, sum, zero, type Decimal } from '../ranking/decimals';
import { own, placeByChain } from '../ranking/order';
import type { IndicatorFile, IndicatorItem } from './file';

type Note = RankedRow['notes'][number];
const note = (key: string, params: Record<string, string> = {}): Note => ({ key: `indicators.notes.${key}`, params });

/** The score of one item, or why there is none. */
export type ItemScore =
  { readonly score: Decimal } | { readonly missing: 'figure' | 'unverified' | 'plan' | 'plan_zero' | 'checks' };

interface Given {
  readonly actual: string | null;
  readonly plan: string | null;
  readonly isUnverified: boolean;
}

const least = (one: Decimal, other: Decimal): Decimal => (one.lt(other) ? one : other);
const atLeastNothing = (value: Decimal): Decimal => (value.isNegative() ? zero : value);

/**
 * The score of an item that is told by a figure. A plan of nothing gives no ratio: it is said, not guessed. Nothing used of what
 * should be low is the best there can be: the cap.
 */
export function scoreOfFigure(
  { method, cap }: Pick<IndicatorItem, 'method' | 'cap'>,
  given: Given | undefined,
): ItemScore {
  if (given === undefined || given.actual === null)
    return { missing: given?.isUnverified === true ? 'unverified' : 'figure' };
  if (given.plan === null) return { missing: 'plan' };
  const [actual, plan] = [decimal(given.actual), decimal(given.plan)];
  if (plan.lte(zero)) return { missing: 'plan_zero' };
  const raw = (): Decimal => {
    if (method === 'ratio_higher') return actual.times(100).div(plan);
    if (method === 'margin_lower') return decimal(2).minus(actual.div(plan)).times(100);
    return actual.lte(zero) ? decimal(cap) : plan.times(100).div(actual);
  };
  return { score: least(decimal(cap), atLeastNothing(raw())) };
}

interface Sums {
  readonly entrant: FileEntrant;
  readonly total: Decimal;
  readonly scores: ReadonlyMap<string, Decimal>;
  readonly notes: readonly Note[];
  readonly isOut: boolean;
}

interface Results {
  readonly figures: ReadonlyMap<string, Given>;
  readonly checks: ReadonlyMap<string, readonly string[]>;
  readonly vetoes: ReadonlyMap<string, readonly { veto: string; reason: string }[]>;
}

const at = (entrant: string, item: string): string => JSON.stringify([entrant, item]);

function gathered({ results }: IndicatorFile): Results {
  const checks = new Map<string, string[]>();
  for (const { entrant, item, points } of results.checks) {
    const key = at(entrant, item);
    checks.set(key, [...(checks.get(key) ?? []), points]);
  }
  const vetoes = new Map<string, { veto: string; reason: string }[]>();
  const inOrder = [...results.vetoes].sort((a, b) => (at(a.veto, a.reason) < at(b.veto, b.reason) ? -1 : 1));
  for (const { entrant, veto, reason } of inOrder)
    vetoes.set(entrant, [...(vetoes.get(entrant) ?? []), { veto, reason }]);
  return { figures: new Map(results.figures.map((one) => [at(one.entrant, one.item), one])), checks, vetoes };
}

function scoreOf(item: IndicatorItem, entrant: string, results: Results): ItemScore {
  if (item.method !== 'checklist') return scoreOfFigure(item, results.figures.get(at(entrant, item.key)));
  const points = results.checks.get(at(entrant, item.key)) ?? [];
  if (points.length < item.checks.length) return { missing: 'checks' };
  const most = sum(item.checks.map((check) => decimal(check.points)));
  return { score: least(decimal(item.cap), sum(points.map(decimal)).times(100).div(most)) };
}

function sumsOf(file: IndicatorFile, entrant: FileEntrant, results: Results): Sums {
  const { items, missing, decimals, vetoes } = file.rules;
  const own = items.map((item) => ({ item, answer: scoreOf(item, entrant.id, results) }));
  const lacking = own.flatMap(({ item, answer }) =>
    'missing' in answer ? [note(answer.missing, { item: item.name })] : [],
  );
  const scores = new Map(own.map(({ item, answer }) => [item.key, 'score' in answer ? answer.score : zero]));
  const total = sum(items.map(({ key, weight }) => (scores.get(key) ?? zero).times(weight).div(100)));
  const names = new Map(vetoes.map(({ key, name }) => [key, name]));
  const vetoed = (results.vetoes.get(entrant.id) ?? []).map(({ veto, reason }) =>
    note('vetoed', { veto: names.get(veto) ?? veto, reason }),
  );
  const gone = entrant.state === 'entered' ? [] : [note(entrant.state, { reason: entrant.reason ?? '' })];
  return {
    ...{ entrant, scores, total: rounded(total, decimals), notes: [...gone, ...vetoed, ...lacking] },
    isOut: gone.length > 0 || vetoed.length > 0 || (missing === 'out' && lacking.length > 0),
  };
}

const byNumber = (a: Sums, b: Sums): number =>
  (a.entrant.number ?? Infinity) - (b.entrant.number ?? Infinity) || (a.entrant.id < b.entrant.id ? -1 : 1);

function rowsOf(file: IndicatorFile, entrants: readonly FileEntrant[], results: Results): RankedRow[] {
  const all = entrants.map((entrant) => sumsOf(file, entrant, results));
  const criteria = file.rules.tieBreaks.map((key) => own<Sums>(key, 'higher', ({ scores }) => scores.get(key) ?? null));
  const placed = placeByChain(
    all.filter(({ isOut }) => !isOut),
    own<Sums>('total', 'higher', ({ total }) => total),
    { criteria, restart: 'none' },
    byNumber,
  );
  const { decimals, items } = file.rules;
  const steps = ({ scores }: Sums) =>
    items.map(({ key }) => ({ key, value: decimalWords(rounded(scores.get(key) ?? zero, decimals)) }));
  const out = all.filter(({ isOut }) => isOut).sort(byNumber);
  return [
    ...placed.map(({ item, rank, isJoint }) => ({
      ...{ entrant: item.entrant.id, rank, isJoint, result: item.total.toFixed(decimals) },
      ...{ steps: steps(item), notes: [...item.notes] },
    })),
    ...out.map((item) => ({
      ...{ entrant: item.entrant.id, rank: null, isJoint: false, result: item.total.toFixed(decimals) },
      ...{ steps: steps(item), notes: [...item.notes] },
    })),
  ];
}

/**
 * Ranks an indicator contest: each item's score, weighted, within each group. Whoever is vetoed stands at the end without a
 * place, with the reason; so does whoever lacks a figure, unless the rules count that as nothing.
 */
export function rankIndicators(file: IndicatorFile): Ranking {
  const results = gathered(file);
  const groups: (string | null)[] = [...file.groups.map(({ id }) => id), null];
  return {
    groups: groups.flatMap((group) => {
      const entrants = file.entrants.filter((one) => (one.group ?? null) === group);
      return entrants.length === 0 ? [] : [{ group, rows: rowsOf(file, entrants, results) }];
    }),
  };
}
