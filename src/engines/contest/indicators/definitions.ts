import {
  accountNames,
  allPages,
  AppError,
  audit,
  exportTable,
  pathsUpTo,
  scopePaths,
  text,
  type Context,
  type FileAnswer,
} from '#kernel';
import { isId, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { decodeCursor, encodeCursor } from '#engines/roster';
import type * as contract from './contract';
import { newIndicator, type NewIndicator } from './contract';
import { changesMeaning, faultOfDefinition } from './definition-rules';
import { keysOf, readFormula } from './formula';
import { indicatorKey } from './indicator-key';
import { models } from './models';
import { indicatorToDefine, indicatorToRead, pathsAbove, scopesAsked, unitFor } from './policy';
import { presentIndicators } from './present';
import * as store from './store';

type Input<E> = EndpointInput<E>;

/** Refuses: a unit out of reach, a broken cursor. */
export async function listIndicators(
  ctx: Context,
  { cursor, limit, unitId, day, tag }: Input<typeof contract.listIndicators>['query'],
): Promise<EndpointResponse<typeof contract.listIndicators>> {
  const scopes = await scopesAsked(ctx, unitId);
  const above = unitId === undefined ? pathsAbove(ctx.user) : scopes.flatMap(pathsUpTo);
  const after = cursor === undefined ? undefined : cursorOf(cursor);
  const rows = await store.selectIndicators(ctx, { scopes, above, day, tag, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await presentIndicators(ctx, page),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.key, last.id]) : null,
    abilities: { define: scopePaths(ctx.user, 'contest.indicator.define').length > 0 },
  };
}

function cursorOf(cursor: string): [string, string] {
  const [key = '', id = ''] = decodeCursor(cursor) ?? [];
  if (!indicatorKey.test(key) || !isId(id)) throw new AppError('kernel.invalid_input', { fields: 'cursor' });
  return [key, id];
}

export async function exportIndicators(
  ctx: Context,
  query: Input<typeof contract.exportIndicators>['query'],
): Promise<FileAnswer> {
  const say = (key: string): string => text(ctx.language, `contest:indicators.${key}`);
  const { file, rows } = await exportTable<contract.IndicatorRow>(ctx, {
    title: say('title'),
    permission: 'contest.indicator.read',
    filters: [query.day ?? ''],
    columns: [
      { key: 'key', title: say('columns.key'), kind: 'text', width: 20, value: ({ key }) => key },
      { key: 'name', title: say('columns.name'), kind: 'text', width: 24, value: ({ name }) => name },
      { key: 'measuredIn', title: say('columns.measuredIn'), kind: 'text', width: 12, value: (row) => row.measuredIn },
      {
        key: 'better',
        title: say('columns.better'),
        kind: 'text',
        width: 10,
        value: (row) => say(`better.${row.better}`),
      },
      {
        key: 'rhythm',
        title: say('columns.rhythm'),
        kind: 'text',
        width: 10,
        value: (row) => say(`kinds.${row.rhythm}`),
      },
      {
        key: 'aggregate',
        title: say('columns.aggregate'),
        kind: 'text',
        width: 12,
        value: (row) => say(`aggregates.${row.aggregate}`),
      },
      { key: 'formula', title: say('columns.formula'), kind: 'text', width: 30, value: ({ formula }) => formula },
      { key: 'unit', title: say('columns.unit'), kind: 'text', width: 24, value: ({ unit }) => unit.name },
      { key: 'source', title: say('columns.source'), kind: 'text', width: 30, value: ({ source }) => source },
    ],
    rows: allPages((page) => listIndicators(ctx, { ...query, ...page })),
  });
  audit(ctx, { action: 'contest.exportIndicators', details: { count: rows } });
  return file;
}

/** Refuses: an indicator out of reach. */
export async function showIndicator(
  ctx: Context,
  id: string,
): Promise<EndpointResponse<typeof contract.showIndicator>> {
  const indicator = await indicatorToRead(ctx, id);
  const [row] = await presentIndicators(ctx, [indicator]);
  const siblings = await store.indicatorsOf(ctx, indicator.unitId);
  const partsOf = ({ formula }: { formula: string }) => (formula === '' ? [] : keysOf(readFormula(formula)));
  const named = (one: store.IndicatorRecord) => ({ id: one.id, key: one.key, name: one.name });
  const benchmarks = await store.benchmarksOf(ctx, [id]);
  const names = await accountNames(
    ctx,
    benchmarks.flatMap(({ recordedBy, withdrawnBy }) => [recordedBy ?? [], withdrawnBy ?? []].flat()),
  );
  return {
    ...row!,
    benchmarks: benchmarks.map(({ id: own, level, period, value, place, citation, ...rest }) => ({
      ...{ id: own, level, period, value, place, citation },
      recordedByName: names.get(rest.recordedBy ?? '') ?? '',
      recordedAt: rest.recordedAt.toISOString(),
      withdrawn:
        rest.withdrawnAt === null
          ? null
          : {
              ...{ reason: rest.withdrawnReason, at: rest.withdrawnAt.toISOString() },
              byName: names.get(rest.withdrawnBy ?? '') ?? '',
            },
    })),
    parts: siblings.filter(({ key }) => partsOf(indicator).includes(key)).map(named),
    usedBy: siblings
      .filter((one) => partsOf(one).includes(indicator.key) || one.weightKey === indicator.key)
      .map(named),
  };
}

function refuseFaulty(own: store.IndicatorContent & { key: string }, others: readonly store.IndicatorRecord[]): void {
  const fault = faultOfDefinition(own, others);
  if (fault !== null) throw new AppError(fault.code, fault.params);
}

/**
 * Defines an indicator. Refuses: a unit out of reach, a key that the unit has (contest.indicator_key_taken), and what
 * `faultOfDefinition` finds.
 */
export async function createIndicator(ctx: Context, given: NewIndicator): Promise<{ id: string }> {
  const { unitId, ...content } = newIndicator.parse(given);
  const unit = await unitFor(ctx, unitId, 'contest.indicator.define');
  refuseFaulty(content, await store.indicatorsOf(ctx, unitId));
  const [id] = await store.insertIndicators(ctx, unit, [content]);
  if (id === undefined) throw new AppError('contest.indicator_key_taken', { key: content.key });
  audit(ctx, { action: 'contest.createIndicator', subject: `indicator:${id}`, details: { unitId, key: content.key } });
  return { id };
}

/**
 * Refuses: one out of reach; another version than the writer has seen; what `faultOfDefinition` finds; a change of what readings
 * were judged and put together by (contest.indicator_in_use).
 */
export async function changeIndicator(
  ctx: Context,
  { params, body }: Input<typeof contract.changeIndicator>,
): Promise<Record<string, never>> {
  const { version, ...content } = body;
  const indicator = await indicatorToDefine(ctx, params.id);
  if (indicator.version !== version) throw new AppError('kernel.changed_meanwhile');
  const others = (await store.indicatorsOf(ctx, indicator.unitId)).filter(({ id }) => id !== indicator.id);
  refuseFaulty({ ...content, key: indicator.key }, others);
  if (changesMeaning(indicator, content) && (await store.hasReadings(ctx, indicator.id)))
    throw new AppError('contest.indicator_in_use', { name: indicator.name });
  await store.updateIndicator(ctx, indicator.id, content);
  audit(ctx, { action: 'contest.changeIndicator', subject: `indicator:${indicator.id}` });
  return {};
}

/** Refuses: a unit out of reach. */
export async function listIndicatorModels(
  ctx: Context,
  unitId: string,
): Promise<EndpointResponse<typeof contract.listIndicatorModels>> {
  const unit = await unitFor(ctx, unitId, 'contest.indicator.define');
  const there = new Set((await store.indicatorsOf(ctx, unit.id)).map(({ key }) => key));
  return {
    rows: models.map(({ key, measuredIn, better, formula, names, sources }) => ({
      ...{ key, measuredIn, better, formula, isThere: there.has(key) },
      ...{ name: names[ctx.language], source: sources[ctx.language] },
    })),
  };
}

/** Takes models over with those that they are computed from. Refuses: a unit out of reach. */
export async function adoptIndicators(
  ctx: Context,
  { unitId, keys, fromDay }: Input<typeof contract.adoptIndicators>['body'],
): Promise<{ added: number }> {
  const unit = await unitFor(ctx, unitId, 'contest.indicator.define');
  const wanted = new Set<string>();
  const want = (key: string): void => {
    const model = models.find((one) => one.key === key);
    if (model === undefined || wanted.has(key)) return;
    wanted.add(key);
    if (model.formula !== '') keysOf(readFormula(model.formula)).forEach(want);
    if (model.weightKey !== null) want(model.weightKey);
  };
  keys.forEach(want);
  const chosen = models.filter(({ key }) => wanted.has(key));
  const rows = chosen.map(({ names, sources, ...model }) => ({
    ...model,
    ...{ name: names['zh-CN'], source: sources['zh-CN'], tags: [], fromDay, toDay: null },
  }));
  const added = rows.length === 0 ? [] : await store.insertIndicators(ctx, unit, rows);
  audit(ctx, { action: 'contest.adoptIndicators', subject: `unit:${unitId}`, details: { count: added.length } });
  return { added: added.length };
}
