import type { Context } from '#kernel';
import { decimal, type Decimal } from '../ranking/decimals';
import { evaluate, keysOf, readFormula } from './formula';
import { withParts } from './parts';
import type { Period } from './periods';
import type { IndicatorRecord } from './store';
import { directReadings, monthSums, type MonthSums } from './store-totals';

/** What a unit reached by an indicator in a period, or why there is no figure. */
export interface UnitFigure {
  readonly value: Decimal | null;
  readonly empty: 'nothing_read' | 'part_missing' | 'division_by_zero' | null;
  readonly emptyKey: string;
  readonly readings: number;
  readonly verified: number;
}

const nothing = (key: string): UnitFigure => ({
  ...{ value: null, empty: 'nothing_read', emptyKey: key, readings: 0, verified: 0 },
});

/** One figure out of the sums of months, as the indicator puts periods together. */
export function figureOf(
  { aggregate, key, weightKey }: Pick<IndicatorRecord, 'aggregate' | 'key' | 'weightKey'>,
  sums: MonthSums,
): UnitFigure {
  const { readings, verified } = sums;
  const found = (value: Decimal): UnitFigure => ({ value, empty: null, emptyKey: '', readings, verified });
  if (aggregate === 'sum') return found(decimal(sums.total));
  if (aggregate === 'last') return found(decimal(sums.last));
  if (aggregate === 'mean') return found(decimal(sums.total).div(readings));
  const without = { value: null, emptyKey: weightKey ?? key, readings, verified };
  if (sums.weighted === null || sums.weights === null) return { ...without, empty: 'part_missing' };
  const weights = decimal(sums.weights);
  return weights.isZero() ? { ...without, empty: 'division_by_zero' } : found(decimal(sums.weighted).div(weights));
}

/** Figures by indicator and unit. */
export interface Figures {
  of(indicatorId: string, unitId: string): UnitFigure;
  /** The units that have any reading of the indicator, or of a part of it. */
  unitsOf(indicatorId: string): string[];
}

/**
 * The figures of indicators in a period: out of the totals of months, or where the period is not made of months or nothing was
 * read month by month, out of what was read of the period as a whole. Formulas are computed from the figures of their parts.
 * `all` are the definitions of the units that keep the wanted ones.
 */
export async function figuresIn(
  ctx: Context,
  {
    wanted,
    all,
    period,
    unitIds,
  }: {
    readonly wanted: readonly IndicatorRecord[];
    readonly all: readonly IndicatorRecord[];
    readonly period: Period;
    readonly unitIds?: readonly string[] | undefined;
  },
): Promise<Figures> {
  const byKey = (unitId: string, key: string) => all.find((one) => one.unitId === unitId && one.key === key);
  const read = withParts(wanted, all);
  const plainOnes = read.filter(({ formula }) => formula === '');
  const found = await readFigures(ctx, plainOnes, { byKey, period, unitIds });
  return computed(read, found, byKey);
}

type Found = ReadonlyMap<string, ReadonlyMap<string, UnitFigure>>;
type ByKey = (unitId: string, key: string) => IndicatorRecord | undefined;

async function readFigures(
  ctx: Context,
  indicators: readonly IndicatorRecord[],
  { byKey, period, unitIds }: { byKey: ByKey; period: Period; unitIds: readonly string[] | undefined },
): Promise<Found> {
  const found = new Map(indicators.map(({ id }) => [id, new Map<string, UnitFigure>()]));
  const byMonth =
    period.kind === 'day' ? [] : indicators.filter(({ rhythm }) => rhythm === 'day' || rhythm === 'month');
  const sums = await monthSums(ctx, {
    ...{ from: period.from, to: period.to, unitIds },
    indicators: byMonth.map(({ id, rhythm, unitId, weightKey }) => {
      const weight = weightKey === null ? undefined : byKey(unitId, weightKey);
      return { id, kind: rhythm, weightId: weight?.id ?? null, weightKind: weight?.rhythm ?? null };
    }),
  });
  const known = new Map(indicators.map((one) => [one.id, one]));
  for (const row of sums) found.get(row.indicatorId)!.set(row.unitId, figureOf(known.get(row.indicatorId)!, row));
  const direct = await directReadings(
    ctx,
    indicators.map(({ id }) => id),
    period,
    unitIds,
  );
  for (const { indicatorId, unitId, value, hands } of direct) {
    const own = found.get(indicatorId)!;
    if (own.has(unitId)) continue;
    own.set(unitId, { value: decimal(value), empty: null, emptyKey: '', readings: 1, verified: hands > 1 ? 1 : 0 });
  }
  return found;
}

function computed(indicators: readonly IndicatorRecord[], found: Found, byKey: ByKey): Figures {
  const known = new Map(indicators.map((one) => [one.id, one]));
  const of = (indicatorId: string, unitId: string): UnitFigure => {
    const indicator = known.get(indicatorId);
    if (indicator === undefined) return nothing('');
    if (indicator.formula === '') return found.get(indicatorId)?.get(unitId) ?? nothing(indicator.key);
    const formula = readFormula(indicator.formula);
    const parts = new Map(
      keysOf(formula).map((key) => {
        const part = byKey(indicator.unitId, key);
        return [key, part === undefined ? nothing(key) : of(part.id, unitId)];
      }),
    );
    const answer = evaluate(formula, (key) => parts.get(key)?.value ?? null);
    const all = [...parts.values()];
    const readings = all.reduce((total, one) => total + one.readings, 0);
    const verified = all.reduce((total, one) => total + one.verified, 0);
    if ('value' in answer) return { value: answer.value, empty: null, emptyKey: '', readings, verified };
    return {
      value: null,
      empty: readings === 0 ? 'nothing_read' : answer.empty,
      emptyKey: answer.key,
      readings,
      verified,
    };
  };
  const unitsOf = (indicatorId: string): string[] => {
    const indicator = known.get(indicatorId);
    if (indicator === undefined) return [];
    if (indicator.formula === '') return [...(found.get(indicatorId)?.keys() ?? [])];
    const parts = keysOf(readFormula(indicator.formula)).flatMap((key) => byKey(indicator.unitId, key) ?? []);
    return [...new Set(parts.flatMap(({ id }) => unitsOf(id)))];
  };
  return { of, unitsOf };
}
