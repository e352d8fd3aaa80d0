import type { Context } from '#kernel';
import { unitsOn } from '#engines/roster';
import type { Day } from '#kernel/contract';
import { evaluate, keysOf, readFormula } from '../indicators/formula';
import { withParts } from '../indicators/parts';
import { nextPeriod, periodOf, type PeriodKind } from '../indicators/periods';
import { compare } from '../indicators/rules';
import { benchmarksOf, indicatorsOf, type BenchmarkRecord, type IndicatorRecord } from '../indicators/store';
import { decimal } from '../ranking/decimals';
import type { RecordLevel } from './contract';
import { recordLine, type Mark, type Observation } from './line';
import { observedReadings } from './store';

export interface RecordedLine {
  readonly indicator: IndicatorRecord;
  readonly kind: PeriodKind;
  readonly level: RecordLevel;
  /** The unit whose own line it is, or null for lines of many units. */
  readonly unitId: string | null;
  /** The kind of the units that it compares; null with a unit's own. */
  readonly unitKind: string | null;
  /** What it was computed from, without benchmarks. */
  readonly observations: readonly Observation[];
  readonly marks: readonly Mark[];
}

interface Unit {
  readonly id: string;
  readonly kind: string;
  readonly validTo: string | null;
}

/** Figures of a formula are those of periods of which every part was read; as many hands are under them as under the weakest. */
function composed(indicator: IndicatorRecord, parts: ReadonlyMap<string, readonly Observation[]>): Observation[] {
  const formula = readFormula(indicator.formula);
  const keys = keysOf(formula);
  const at = new Map(
    [...parts].map(([key, list]) => [key, new Map(list.map((one) => [`${one.unitId!} ${one.period}`, one]))]),
  );
  const [first] = keys;
  return [...(at.get(first ?? '') ?? [])].flatMap(([place, lead]): Observation[] => {
    const own = new Map(keys.map((key) => [key, at.get(key)?.get(place)]));
    const answer = evaluate(formula, (key) => own.get(key)?.value ?? null);
    if ('empty' in answer) return [];
    const hands = [...own.values()].reduce<1 | 2 | 3>((least, one) => (one!.hands < least ? one!.hands : least), 3);
    return [{ ...lead, id: `${indicator.id} ${place}`, value: answer.value, hands }];
  });
}

/** What was observed by each of these indicators over periods of a kind. `all` are the definitions of their unit. */
async function observationsOf(
  ctx: Context,
  indicators: readonly IndicatorRecord[],
  all: readonly IndicatorRecord[],
  kind: PeriodKind,
  least: 1 | 2,
): Promise<ReadonlyMap<string, readonly Observation[]>> {
  const found = new Map<string, readonly Observation[]>();
  const read = withParts(indicators, all).filter(({ formula }) => formula === '');
  const rows = await observedReadings(
    ctx,
    read.map(({ id }) => id),
    kind,
    least,
  );
  const plain = (id: string): Observation[] =>
    rows
      .filter((row) => row.indicatorId === id)
      .map(({ id: own, unitId, period, toDay, value, hands }) => ({
        ...{ id: own, unitId, period, endsOn: toDay, hands },
        value: decimal(value),
      }));
  const of = (indicator: IndicatorRecord): readonly Observation[] => {
    const known = found.get(indicator.id);
    if (known !== undefined) return known;
    const parts = (): Map<string, readonly Observation[]> =>
      new Map(
        keysOf(readFormula(indicator.formula)).map((key) => {
          const part = all.find((one) => one.key === key);
          return [key, part === undefined ? [] : of(part)];
        }),
      );
    const own = indicator.formula === '' ? plain(indicator.id) : composed(indicator, parts());
    found.set(indicator.id, own);
    return own;
  };
  indicators.forEach(of);
  return found;
}

const MOST_PERIODS = 40_000;

/** The last day of the first period of which a unit has no figure, though it had one before: from there on it is waited for. */
export function firstHole(observations: readonly Observation[], today: Day, validTo: string | null): Day | null {
  const periods = new Set(observations.map(({ period }) => period));
  const start = observations.reduce<string | null>(
    (least, { period }) => (least === null || period < least ? period : least),
    null,
  );
  let period = start === null ? null : periodOf(start);
  for (let i = 0; period !== null && i < MOST_PERIODS; i += 1) {
    if (period.to > today || (validTo !== null && period.from > validTo)) return null;
    if (!periods.has(period.key)) return period.to;
    period = nextPeriod(period);
  }
  return null;
}

function benchmarkObservation({ id, period, toDay, value }: BenchmarkRecord): Observation {
  return { id, unitId: null, period, endsOn: toDay, value: decimal(value), hands: 3 };
}

interface Ground {
  readonly indicator: IndicatorRecord;
  readonly kind: PeriodKind;
  readonly units: ReadonlyMap<string, Unit>;
  readonly observations: readonly Observation[];
  readonly benchmarks: readonly BenchmarkRecord[];
  readonly today: Day;
}

const ownLevel = (unit: Unit, indicator: IndicatorRecord): RecordLevel =>
  unit.id === indicator.unitId ? 'works' : unit.kind === 'team' ? 'team' : 'unit';

/** All lines of one indicator over periods of one kind: each unit's own, those of like units, and those beside others. */
function linesOf({ indicator, kind, units, observations, benchmarks, today }: Ground): RecordedLine[] {
  const better = (a: Parameters<typeof compare>[0], b: Parameters<typeof compare>[1]) => compare(a, b, indicator);
  const byUnit = new Map<string, Observation[]>();
  for (const one of observations)
    if (units.has(one.unitId!)) byUnit.set(one.unitId!, [...(byUnit.get(one.unitId!) ?? []), one]);
  const holes = new Map([...byUnit].map(([id, own]) => [id, firstHole(own, today, units.get(id)!.validTo)]));
  const waits = (ids: readonly string[]) => {
    const first = ids.flatMap((id) => holes.get(id) ?? []).sort()[0];
    return (day: Day): boolean => first !== undefined && first < day;
  };
  const own = [...byUnit].map(([unitId, list]): RecordedLine => ({
    ...{ indicator, kind, unitId, unitKind: null, level: ownLevel(units.get(unitId)!, indicator) },
    observations: list,
    marks: recordLine(list, better, waits([unitId])),
  }));
  const kinds = [...new Set([...byUnit.keys()].map((id) => units.get(id)!.kind))];
  const shared = kinds.flatMap((unitKind): RecordedLine[] => {
    const ids = [...byUnit.keys()].filter((id) => units.get(id)!.kind === unitKind);
    const list = ids.flatMap((id) => byUnit.get(id)!);
    const line = (level: RecordLevel, more: readonly Observation[]): RecordedLine => ({
      ...{ indicator, kind, level, unitId: null, unitKind, observations: list },
      marks: recordLine([...list, ...more], better, waits(ids)),
    });
    const beside = (['group', 'industry'] as const).flatMap((level) => {
      const others = benchmarks.filter((one) => one.level === level).map(benchmarkObservation);
      return others.length === 0 ? [] : [line(level, others)];
    });
    const isOne = ids.every((id) => id === indicator.unitId);
    return [...(isOne ? [] : [line('works', [])]), ...beside];
  });
  return [...own, ...shared];
}

/** The lines of records of indicators of one unit over periods of one kind, computed from what was observed. */
export async function linesFor(
  ctx: Context,
  indicators: readonly IndicatorRecord[],
  kind: PeriodKind,
  least: 1 | 2 = 1,
): Promise<RecordedLine[]> {
  const lines: RecordedLine[] = [];
  const benchmarks = await benchmarksOf(
    ctx,
    indicators.map(({ id }) => id),
  );
  for (const keeper of new Set(indicators.map(({ unitId }) => unitId))) {
    const own = indicators.filter(({ unitId }) => unitId === keeper);
    const all = await indicatorsOf(ctx, keeper);
    const units = new Map(
      (await unitsOn(ctx, { day: ctx.clock.today(), under: own[0]!.unitPath })).map((one) => [one.id, one]),
    );
    const observations = await observationsOf(ctx, own, all, kind, least);
    for (const indicator of own)
      lines.push(
        ...linesOf({
          ...{ indicator, kind, units, observations: observations.get(indicator.id) ?? [], today: ctx.clock.today() },
          benchmarks: benchmarks.filter(
            (one) => one.indicatorId === indicator.id && one.kind === kind && one.withdrawnAt === null,
          ),
        }),
      );
  }
  return lines;
}
