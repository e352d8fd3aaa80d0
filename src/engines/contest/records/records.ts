import { may, notFound, type Context } from '#kernel';
import { isId, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { getUnit, unitNames, unitPaths } from '#engines/roster';
import type { PeriodKind } from '../indicators/periods';
import { indicatorToRead } from '../indicators/policy';
import { indicatorsFor } from '../indicators/present';
import { withParts } from '../indicators/parts';
import { compare, gapTo, unbroken } from '../indicators/rules';
import { benchmarksOf, indicatorsOf, type BenchmarkRecord, type IndicatorRecord } from '../indicators/store';
import { decimal, decimalWords, rounded, type Decimal } from '../ranking/decimals';
import { linesFor, type RecordedLine } from './book';
import type * as contract from './contract';
import { standing, type Mark, type Observation } from './line';
import { kindsObserved } from './store';

const printed = (value: Decimal, { decimals }: IndicatorRecord): string => decimalWords(rounded(value, decimals));

/**
 * The lines of an indicator: the works' own and those beside others for every reader of it, a unit's own for readers of that unit.
 * Refuses: an indicator or a unit out of reach.
 */
export async function showRecords(
  ctx: Context,
  { params, query }: Pick<EndpointInput<typeof contract.showRecords>, 'params' | 'query'>,
): Promise<EndpointResponse<typeof contract.showRecords>> {
  const indicator = await indicatorToRead(ctx, params.id);
  if (query.unitId !== undefined && !may(ctx.user, 'contest.record.read', (await getUnit(ctx, query.unitId)).path))
    throw notFound();
  const read = withParts([indicator], await indicatorsOf(ctx, indicator.unitId)).map(({ id }) => id);
  const kinds = (await kindsObserved(ctx, read)) as PeriodKind[];
  const kind = query.kind ?? (kinds.includes(indicator.rhythm) ? indicator.rhythm : (kinds[0] ?? indicator.rhythm));
  const lines = await linesFor(ctx, [indicator], kind);
  const paths = await unitPaths(ctx, [...new Set(lines.flatMap(({ unitId }) => unitId ?? []))]);
  const shown = lines.filter(({ unitId }) =>
    unitId === null
      ? true
      : may(ctx.user, 'contest.record.read', paths.get(unitId)) && (query.unitId ?? unitId) === unitId,
  );
  const told = await tellers(ctx, shown);
  return {
    ...{ kind, kinds },
    lines: shown
      .filter(({ marks }) => marks.length > 0)
      .map((line) => ({
        ...{ level: line.level, unitKind: line.unitKind, unit: told.unit(line.unitId) },
        marks: line.marks.map((mark) => told.mark(mark, indicator)),
      })),
  };
}

/** The names that marks need: two statements for any number of them. */
async function tellers(ctx: Context, lines: readonly RecordedLine[]) {
  const seen = lines.flatMap(({ marks }) =>
    marks.flatMap(({ observation, before }) => [observation, ...(before === null ? [] : [before])]),
  );
  const names = await unitNames(ctx, [
    ...new Set([...lines.flatMap(({ unitId }) => unitId ?? []), ...seen.flatMap(({ unitId }) => unitId ?? [])]),
  ]);
  const benchmarks = new Map(
    (await benchmarksOf(ctx, [...new Set(lines.map(({ indicator }) => indicator.id))])).map((one) => [one.id, one]),
  );
  const unit = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' });
  const place = ({ id, unitId }: Observation): string =>
    unitId === null ? (benchmarks.get(id)?.place ?? '') : (names.get(unitId) ?? '');
  return {
    unit,
    place,
    mark: ({ observation, kind, before, isTentative }: Mark, indicator: IndicatorRecord) => ({
      ...{ kind, isTentative, period: observation.period, value: printed(observation.value, indicator) },
      readingId: isId(observation.id) ? observation.id : null,
      unit: unit(observation.unitId),
      before:
        before === null
          ? null
          : {
              value: printed(before.value, indicator),
              period: before.period,
              unit: unit(before.unitId),
              place: place(before),
            },
    }),
  };
}

const TREND = 12;
type Best = NonNullable<contract.GapRow['own']>;

/** Refuses: a unit out of reach. */
export async function listGaps(
  ctx: Context,
  { unitId, kind }: EndpointInput<typeof contract.listGaps>['query'],
): Promise<EndpointResponse<typeof contract.listGaps>> {
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, 'contest.record.read', unit.path)) throw notFound();
  const indicators = await indicatorsFor(ctx, unit);
  const lines = await linesFor(ctx, indicators, kind);
  const told = await tellers(ctx, lines);
  const benchmarks = await benchmarksOf(
    ctx,
    indicators.map(({ id }) => id),
  );
  const rows = indicators.flatMap((indicator) => {
    const own = lines.find((line) => line.indicator.id === indicator.id && line.unitId === unitId);
    const works = lines.find(
      (line) =>
        line.indicator.id === indicator.id &&
        line.unitId === null &&
        line.level === 'works' &&
        line.unitKind === unit.kind,
    );
    const beside = benchmarks.filter(
      (one) => one.indicatorId === indicator.id && one.kind === kind && one.withdrawnAt === null,
    );
    return own === undefined ? [] : [gapRowOf(indicator, { own, works, beside, place: told.place })];
  });
  return { unit: { id: unit.id, name: unit.name }, kind, rows: rows.flat().sort(byWidth) };
}

const byWidth = (a: contract.GapRow, b: contract.GapRow): number =>
  Number(b.share ?? -1) - Number(a.share ?? -1) || (a.indicator.name < b.indicator.name ? -1 : 1);

interface Beside {
  readonly own: RecordedLine;
  readonly works: RecordedLine | undefined;
  readonly beside: readonly BenchmarkRecord[];
  place(observation: Observation): string;
}

function gapRowOf(indicator: IndicatorRecord, { own, works, beside, place }: Beside): contract.GapRow[] {
  const observed = [...own.observations].sort((a, b) => (a.endsOn < b.endsOn ? -1 : 1));
  const current = observed.at(-1);
  if (current === undefined) return [];
  const say = (value: Decimal): string => printed(value, indicator);
  const bestOf = (line: RecordedLine | undefined): Best | null => {
    const mark = line === undefined ? null : standing(line.marks);
    if (mark === null) return null;
    const { observation, isTentative } = mark;
    return { value: say(observation.value), period: observation.period, place: place(observation), isTentative };
  };
  const bestBeside = (level: 'group' | 'industry') =>
    beside
      .filter((one) => one.level === level)
      .map((one) => ({ ...one, figure: decimal(one.value) }))
      .sort((a, b) => compare(b.figure, a.figure, indicator))[0];
  const [group, industry] = [bestBeside('group'), bestBeside('industry')];
  const besideRow = (one: typeof group): Best | null =>
    one === undefined ? null : { value: say(one.figure), period: one.period, place: one.place, isTentative: false };
  const ownBest = standing(own.marks)?.observation.value ?? null;
  const gap = (to: Decimal | null | undefined): Decimal | null =>
    to === null || to === undefined ? null : gapTo(to, current.value, indicator);
  const industryGap = gap(industry?.figure);
  const share =
    industryGap === null || industry === undefined || industry.figure.isZero()
      ? null
      : rounded(industryGap.times(100).div(industry.figure.abs()), 1).toFixed(1);
  const { id, name, measuredIn, better } = indicator;
  return [
    {
      ...{
        indicator: { id, name, measuredIn, better },
        current: { value: say(current.value), period: current.period },
      },
      ...{ own: bestOf(own), works: bestOf(works), group: besideRow(group), industry: besideRow(industry), share },
      ownGap: mapped(gap(ownBest), say),
      industryGap: mapped(industryGap, say),
      trend: unbroken(observed, TREND).map((one) => ({
        ...{ period: one.period, value: say(one.value) },
        gap: ownBest === null ? '' : say(gapTo(ownBest, one.value, indicator)),
      })),
    },
  ];
}

const mapped = (value: Decimal | null, say: (value: Decimal) => string): string | null =>
  value === null ? null : say(value);
