import {
  allPages,
  AppError,
  audit,
  exportTable,
  may,
  notFound,
  scopePaths,
  text,
  type Context,
  type FileAnswer,
} from '#kernel';
import { isDay, isId, type EndpointInput, type EndpointResponse, type Page } from '#kernel/contract';
import { decodeCursor, encodeCursor, unitPaths, unitsOn } from '#engines/roster';
import { decimal } from '../ranking/decimals';
import type * as contract from './contract-readings';
import { periodOf, type Period } from './periods';
import { indicatorToRead, scopesAsked, unitFor } from './policy';
import { indicatorsFor, presentReadings } from './present';
import { planValues } from './store';
import * as store from './store-readings';

type Asked = EndpointInput<typeof contract.exportReadings>['query'];

/** The units below the parts of the tree that were asked for, with their paths: those of today. */
async function pathsIn(ctx: Context, unitId: string | undefined): Promise<Map<string, string>> {
  const scopes = await scopesAsked(ctx, unitId);
  const units = scopes.length === 0 ? [] : await unitsOn(ctx, { day: ctx.clock.today(), scopes });
  return new Map(units.map(({ id, path }) => [id, path]));
}

/** Refuses: a unit or an indicator out of reach, a broken cursor. */
export async function listReadings(
  ctx: Context,
  { cursor, limit, unitId, indicatorId, ...filter }: EndpointInput<typeof contract.listReadings>['query'],
): Promise<Page<contract.ReadingRow>> {
  if (indicatorId !== undefined) await indicatorToRead(ctx, indicatorId);
  const paths = await pathsIn(ctx, unitId);
  const after = cursor === undefined ? undefined : cursorOf(cursor);
  const rows = await store.selectReadings(ctx, { ...filter, indicatorId, paths, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await presentReadings(ctx, page),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.toDay, last.id]) : null,
  };
}

function cursorOf(cursor: string): [string, string] {
  const [day = '', id = ''] = decodeCursor(cursor) ?? [];
  if (!isDay(day) || !isId(id)) throw new AppError('kernel.invalid_input', { fields: 'cursor' });
  return [day, id];
}

export async function exportReadings(ctx: Context, query: Asked): Promise<FileAnswer> {
  const say = (key: string): string => text(ctx.language, `contest:indicators.${key}`);
  const { file, rows } = await exportTable<contract.ReadingRow>(ctx, {
    title: say('readings.title'),
    permission: 'contest.indicator.read',
    filters: [query.state === undefined ? '' : say(`states.${query.state}`), query.from ?? '', query.to ?? ''],
    columns: [
      { key: 'unit', title: say('columns.unit'), kind: 'text', width: 24, value: ({ unit }) => unit.name },
      {
        key: 'indicator',
        title: say('columns.indicator'),
        kind: 'text',
        width: 24,
        value: (row) => row.indicator.name,
      },
      { key: 'period', title: say('columns.period'), kind: 'text', width: 14, value: ({ period }) => period },
      { key: 'value', title: say('columns.value'), kind: 'decimal', width: 16, value: ({ value }) => Number(value) },
      {
        key: 'measuredIn',
        title: say('columns.measuredIn'),
        kind: 'text',
        width: 10,
        value: (row) => row.indicator.measuredIn,
      },
      {
        key: 'state',
        title: say('columns.state'),
        kind: 'text',
        width: 16,
        value: ({ state }) => say(`states.${state}`),
      },
      { key: 'enteredBy', title: say('columns.enteredBy'), kind: 'text', width: 12, value: (row) => row.enteredByName },
      { key: 'reason', title: say('columns.reason'), kind: 'text', width: 30, value: ({ reason }) => reason },
      { key: 'source', title: say('columns.source'), kind: 'text', width: 30, value: ({ source }) => source },
    ],
    rows: allPages((page) => listReadings(ctx, { ...query, ...page })),
  });
  audit(ctx, { action: 'contest.exportReadings', details: { count: rows } });
  return file;
}

/** Refuses: a reading out of reach. */
export async function showReading(ctx: Context, id: string): Promise<EndpointResponse<typeof contract.showReading>> {
  const paths = await unitPaths(ctx, await store.unitsOfReadings(ctx, [id]));
  const [reading] = await store.readingsByIds(ctx, [id], paths);
  if (reading === undefined || !may(ctx.user, 'contest.indicator.read', reading.unitPath)) throw notFound();
  return { versions: await presentReadings(ctx, await store.versionsOf(ctx, reading, paths)) };
}

/** The period of the same kind that came before. */
function before({ key, kind, from }: Period): string {
  const year = Number(key.slice(0, 4)) - 1;
  if (kind === 'year') return String(year);
  if (kind === 'spring' || kind === 'autumn') return `${year}${key.slice(4)}`;
  const day = new Date(Date.parse(`${from}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  if (kind === 'day') return day;
  return kind === 'month' ? day.slice(0, 7) : `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

const states = ['entered', 'verified', 'witnessed'] as const;

/** One page of a unit for a period: the indicators that are read by such periods. Refuses: a unit out of reach. */
export async function getReadingSheet(
  ctx: Context,
  query: { unitId: string; period: string },
): Promise<EndpointResponse<typeof contract.getReadingSheet>> {
  const unit = await unitFor(ctx, query.unitId, 'contest.indicator.read');
  const period = periodOf(query.period)!;
  const indicators = (await indicatorsFor(ctx, unit)).filter(
    ({ formula, rhythm, toDay }) =>
      formula === '' && rhythm === period.kind && (toDay === null || period.from <= toDay),
  );
  const ids = indicators.map(({ id }) => id);
  const earlier = before(period);
  const readings = await store.standingReadings(ctx, ids, [unit.id], [period.key, earlier]);
  const plans = new Map((await planValues(ctx, ids, period.key, [unit.id])).map((one) => [one.indicatorId, one.value]));
  const at = (id: string, key: string) => readings.find((one) => one.indicatorId === id && one.period === key);
  return {
    unit: { id: unit.id, name: unit.name },
    period: period.key,
    rows: indicators.map(({ id, key, name, measuredIn, decimals }) => {
      const stands = at(id, period.key);
      return {
        indicator: { id, key, name, measuredIn },
        ...{ decimals, plan: plans.get(id) ?? null, before: at(id, earlier)?.value ?? null },
        ...{ value: stands?.value ?? null, number: stands?.number ?? 0 },
        state: stands === undefined ? null : (states[stands.hands - 1] ?? null),
      };
    }),
    abilities: { enter: may(ctx.user, 'contest.reading.enter', unit.path) && period.from <= ctx.clock.today() },
  };
}

/** The units for which the reader may enter figures, in the order of the tree. */
export async function listReadingUnits(ctx: Context): Promise<EndpointResponse<typeof contract.listReadingUnits>> {
  const scopes = scopePaths(ctx.user, 'contest.reading.enter');
  const units = scopes.length === 0 ? [] : await unitsOn(ctx, { day: ctx.clock.today(), scopes });
  return { rows: units.map(({ id, name }) => ({ id, name })), today: ctx.clock.today() };
}

export const isNumber = (value: string): boolean => /^-?\d{1,12}(\.\d{1,6})?$/.test(value) && decimal(value).isFinite();
