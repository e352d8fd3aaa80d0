import { audit, exportTable, scopePaths, text, type Context, type FileAnswer } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { unitsOn } from '#engines/roster';
import { decimal, decimalWords, rounded, type Decimal } from '../ranking/decimals';
import { placeByChain } from '../ranking/order';
import type * as contract from './contract-standings';
import { periodOf } from './periods';
import { indicatorToRead, scopesAsked } from './policy';
import { compare, completion } from './rules';
import { indicatorsOf, planValues, type IndicatorRecord } from './store';
import { figuresIn, type UnitFigure } from './values';

type Asked = Pick<EndpointInput<typeof contract.showStandings>, 'params' | 'query'>;
type Answer = EndpointResponse<typeof contract.showStandings>;

interface Standing {
  readonly unit: { readonly id: string; readonly name: string; readonly path: string; readonly kind: string };
  readonly figure: UnitFigure;
  readonly plan: Decimal | null;
}

/** A figure as it is printed: as many places as the indicator has. A mean or a quotient may have had more. */
const printed = (value: Decimal, { decimals }: IndicatorRecord): string => decimalWords(rounded(value, decimals));

/**
 * Places among units of one kind: by the figure in the better direction, as it is printed. For a band everything inside it is
 * equal.
 */
function ranked(
  standings: readonly Standing[],
  indicator: IndicatorRecord,
): Map<string, { rank: number; isJoint: boolean }> {
  const withFigure = standings.filter(({ figure }) => figure.value !== null);
  const shown = (one: Standing): Decimal => rounded(one.figure.value!, indicator.decimals);
  const order = [...withFigure].sort((a, b) => compare(shown(b), shown(a), indicator));
  // The best have the most that they are not worse than: a criterion of the chain asks for one number.
  const worth = new Map<Standing, number>();
  order.forEach((one, i) => {
    const before = order[i - 1];
    worth.set(
      one,
      before !== undefined && compare(shown(before), shown(one), indicator) === 0 ? worth.get(before)! : i,
    );
  });
  const placed = placeByChain(
    withFigure,
    { key: 'value', better: 'lower', valueOf: (one) => decimal(worth.get(one)!) },
    { criteria: [], restart: 'none' },
    () => 0,
  );
  return new Map(placed.map(({ item, rank, isJoint }) => [item.unit.id, { rank, isJoint }]));
}

function rowOf(
  { unit, figure, plan }: Standing,
  place: { rank: number; isJoint: boolean } | undefined,
  indicator: IndicatorRecord,
): contract.StandingRow {
  const { value, empty, emptyKey, readings, verified } = figure;
  const percent = value === null ? null : completion(value, plan, indicator);
  return {
    unit: { id: unit.id, name: unit.name },
    ...{ rank: place?.rank ?? null, isJoint: place?.isJoint ?? false, empty, emptyKey, readings, verified },
    value: value === null ? null : printed(value, indicator),
    plan: plan === null ? null : decimalWords(plan),
    completion: percent?.toFixed(1) ?? null,
    difference: value === null || plan === null ? null : printed(value.minus(plan), indicator),
  };
}

/**
 * How units of one kind stand by an indicator. The places are those among all units for which it holds; of the rows a reader sees
 * those of the own part of the tree. Refuses: an indicator or a unit out of reach.
 */
export async function showStandings(ctx: Context, { params, query }: Asked): Promise<Answer> {
  const indicator = await indicatorToRead(ctx, params.id);
  const scopes =
    query.unitId === undefined ? scopePaths(ctx.user, 'contest.indicator.read') : await scopesAsked(ctx, query.unitId);
  const period = periodOf(query.period)!;
  const day = period.to < ctx.clock.today() ? period.to : ctx.clock.today();
  const units = await unitsOn(ctx, { day, under: indicator.unitPath });
  const figures = await figuresIn(ctx, { wanted: [indicator], all: await indicatorsOf(ctx, indicator.unitId), period });
  const plans = new Map(
    (await planValues(ctx, [indicator.id], period.key)).map((one) => [one.unitId, decimal(one.value)]),
  );
  const told = new Set([...figures.unitsOf(indicator.id), ...plans.keys()]);
  const all = units
    .filter(({ id }) => told.has(id))
    .map((unit): Standing => ({ unit, figure: figures.of(indicator.id, unit.id), plan: plans.get(unit.id) ?? null }));
  const kinds = [...new Set(all.map(({ unit }) => unit.kind))];
  const kind = query.kind ?? mostFrequent(all);
  const ofKind = all.filter(({ unit }) => unit.kind === kind);
  const places = ranked(ofKind, indicator);
  const rows = ofKind
    .filter(({ unit }) => scopes.some((path) => unit.path.startsWith(path)))
    .map((one) => rowOf(one, places.get(one.unit.id), indicator))
    .sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0);
  return { period: period.key, rows, kinds };
}

/** Units of the same kind compete; unless somebody says which, those that are told of most. */
function mostFrequent(standings: readonly Standing[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { unit } of standings) counts.set(unit.kind, (counts.get(unit.kind) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

export async function exportStandings(ctx: Context, asked: Asked): Promise<FileAnswer> {
  const indicator = await indicatorToRead(ctx, asked.params.id);
  const { rows, period } = await showStandings(ctx, asked);
  const say = (key: string): string => text(ctx.language, `contest:indicators.${key}`);
  const { file } = await exportTable<contract.StandingRow>(ctx, {
    title: `${indicator.name} ${period}`,
    permission: 'contest.indicator.read',
    filters: [],
    columns: [
      {
        key: 'rank',
        title: say('columns.rank'),
        kind: 'text',
        width: 8,
        value: ({ rank }) => (rank === null ? '' : String(rank)),
      },
      { key: 'unit', title: say('columns.unit'), kind: 'text', width: 24, value: ({ unit }) => unit.name },
      {
        key: 'value',
        title: `${say('columns.value')} (${indicator.measuredIn})`,
        kind: 'text',
        width: 18,
        value: (row) => row.value ?? '',
      },
      { key: 'plan', title: say('columns.plan'), kind: 'text', width: 16, value: ({ plan }) => plan ?? '' },
      {
        key: 'completion',
        title: say('columns.completion'),
        kind: 'text',
        width: 12,
        value: (row) => row.completion ?? '',
      },
      {
        key: 'difference',
        title: say('columns.difference'),
        kind: 'text',
        width: 16,
        value: (row) => row.difference ?? '',
      },
    ],
    rows: [rows],
  });
  audit(ctx, {
    action: 'contest.exportStandings',
    subject: `indicator:${indicator.id}`,
    details: { period, count: rows.length },
  });
  return file;
}
