import type { Day } from '#kernel/contract';
import { decimal, rounded, type Decimal } from '../ranking/decimals';
import { nextPeriod, periodOf, type Period, type PeriodKind } from './periods';

export const directions = ['higher', 'lower', 'band'] as const;
export type Direction = (typeof directions)[number];

/** How the readings of several periods come to one figure. */
export const aggregates = ['sum', 'mean', 'weighted', 'last'] as const;
export type Aggregate = (typeof aggregates)[number];

/** What a reading is judged by. Figures are exact decimals as text. */
export interface Measured {
  readonly better: Direction;
  readonly bandFrom: string | null;
  readonly bandTo: string | null;
  readonly least: string | null;
  readonly most: string | null;
  readonly decimals: number;
  readonly rhythm: PeriodKind;
  readonly formula: string;
  readonly fromDay: Day;
  readonly toDay: Day | null;
}

/** Why a figure can't be a reading: the key of the refusal, and what it names. */
export interface ReadingFault {
  readonly code:
    | 'contest.reading_computed'
    | 'contest.reading_future'
    | 'contest.reading_outside'
    | 'contest.reading_decimals'
    | 'contest.reading_below'
    | 'contest.reading_above';
  readonly params: Readonly<Record<string, string | number>>;
}

/**
 * A period is read once it has begun to be over: a month of which some days are still to come may be read up to now, one that
 * lies wholly ahead can't.
 */
export function faultOfReading(indicator: Measured, value: Decimal, period: Period, today: Day): ReadingFault | null {
  if (indicator.formula !== '') return { code: 'contest.reading_computed', params: {} };
  if (period.from > today) return { code: 'contest.reading_future', params: { period: period.key } };
  const { fromDay, toDay } = indicator;
  // Figures of former years are what an own best is compared with: only the end binds.
  if (toDay !== null && period.from > toDay)
    return { code: 'contest.reading_outside', params: { from: fromDay, to: toDay } };
  if (value.decimalPlaces() > indicator.decimals)
    return { code: 'contest.reading_decimals', params: { decimals: indicator.decimals } };
  if (indicator.least !== null && value.lt(decimal(indicator.least)))
    return { code: 'contest.reading_below', params: { limit: decimal(indicator.least).toFixed() } };
  if (indicator.most !== null && value.gt(decimal(indicator.most)))
    return { code: 'contest.reading_above', params: { limit: decimal(indicator.most).toFixed() } };
  return null;
}

type Band = Pick<Measured, 'better' | 'bandFrom' | 'bandTo'>;

/** How far a figure lies outside of its band; nothing inside it. */
function outside(value: Decimal, { bandFrom, bandTo }: Band): Decimal {
  const [from, to] = [decimal(bandFrom ?? '0'), decimal(bandTo ?? '0')];
  if (value.lt(from)) return from.minus(value);
  return value.gt(to) ? value.minus(to) : decimal(0);
}

/** Above zero when the one figure is better than the other, zero when they are equal: 平. */
export function compare(one: Decimal, other: Decimal, by: Band): number {
  if (by.better === 'higher') return one.cmp(other);
  if (by.better === 'lower') return other.cmp(one);
  return outside(other, by).cmp(outside(one, by));
}

/** What is missing to a benchmark, never below nothing; for a band, what lies outside of it. */
export function gapTo(benchmark: Decimal, current: Decimal, by: Band): Decimal {
  if (by.better === 'band') return outside(current, by);
  const gap = by.better === 'higher' ? benchmark.minus(current) : current.minus(benchmark);
  return gap.isNegative() ? decimal(0) : gap;
}

/** Percent of the plan to one place, in the better direction; null where a plan is nothing or is missing. */
export function completion(actual: Decimal, plan: Decimal | null, by: Band): Decimal | null {
  if (by.better === 'band') return outside(actual, by).isZero() ? decimal(100) : decimal(0);
  if (plan === null || plan.isZero()) return null;
  if (by.better === 'higher') return rounded(actual.times(100).div(plan), 1);
  return actual.isZero() ? null : rounded(plan.times(100).div(actual), 1);
}

/** The figures of a trend that lie in a row of periods without a hole, the latest last; at most so many. */
export function unbroken<Row extends { readonly period: string }>(rows: readonly Row[], most: number): Row[] {
  const kept: Row[] = [];
  for (const row of rows.toReversed()) {
    const after = kept[0];
    const period = periodOf(row.period);
    if (period === null || kept.length === most) break;
    if (after !== undefined && nextPeriod(period).key !== after.period) break;
    kept.unshift(row);
  }
  return kept;
}
