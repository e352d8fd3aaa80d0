import { AppError, audit, may, notFound, type Context } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { unitsOn } from '#engines/roster';
import { noteRewriting } from '../records/notes';
import { decimal } from '../ranking/decimals';
import type * as contract from './contract';
import { periodOf } from './periods';
import { indicatorToDefine, indicatorToRead, scopesAsked } from './policy';
import { faultOfReading } from './rules';
import * as store from './store';

type Input<E> = EndpointInput<E>;

/** A value that the indicator can have at all, whoever reads it. */
function refuseValue(indicator: store.IndicatorRecord, value: string, period: string): void {
  const measured = { ...indicator, formula: '', toDay: null };
  const found = periodOf(period)!;
  const fault = faultOfReading(measured, decimal(value), found, found.from);
  if (fault !== null) throw new AppError(fault.code, { indicator: indicator.name, ...fault.params });
}

/**
 * Records what others have reached. Refuses: an indicator out of reach, no citation (contest.benchmark_source_missing), no place
 * (contest.benchmark_place_missing), a period that isn't over (contest.benchmark_ahead), a value that can't be.
 */
export async function addBenchmark(
  ctx: Context,
  { params, body }: Input<typeof contract.addBenchmark>,
): Promise<{ id: string }> {
  const indicator = await indicatorToDefine(ctx, params.id);
  if (body.citation === '') throw new AppError('contest.benchmark_source_missing');
  if (body.place === '') throw new AppError('contest.benchmark_place_missing');
  const { key, kind, to } = periodOf(body.period)!;
  if (to > ctx.clock.today()) throw new AppError('contest.benchmark_ahead', { period: key });
  refuseValue(indicator, body.value, body.period);
  const { level, value, place, citation } = body;
  const row = { indicatorId: indicator.id, level, period: key, kind, toDay: to, value, place, citation };
  const id = await noteRewriting(ctx, [indicator.id], kind, () => store.insertBenchmark(ctx, row));
  audit(ctx, { action: 'contest.addBenchmark', subject: `indicator:${indicator.id}`, details: { level, period: key } });
  return { id };
}

/** Refuses: one out of reach, one that has been withdrawn (contest.benchmark_withdrawn). */
export async function withdrawBenchmark(ctx: Context, id: string, reason: string): Promise<Record<string, never>> {
  const known = await store.benchmarkById(ctx, id);
  if (known === null) throw notFound();
  const indicator = await indicatorToDefine(ctx, known.indicatorId);
  // Whoever came first holds the indicator until the end; what was withdrawn meanwhile is seen now.
  const benchmark = (await store.benchmarkById(ctx, id))!;
  if (benchmark.withdrawnAt !== null) throw new AppError('contest.benchmark_withdrawn');
  const { level, period } = benchmark;
  const { kind } = periodOf(period)!;
  await noteRewriting(ctx, [indicator.id], kind, () => store.withdrawBenchmark(ctx, id, reason));
  audit(ctx, { action: 'contest.withdrawBenchmark', subject: `indicator:${indicator.id}`, details: { level, period } });
  return {};
}

/** Refuses: an indicator out of reach. */
export async function listPlanValues(
  ctx: Context,
  { params, query }: Pick<Input<typeof contract.listPlanValues>, 'params' | 'query'>,
): Promise<EndpointResponse<typeof contract.listPlanValues>> {
  const indicator = await indicatorToRead(ctx, params.id);
  const scopes = await scopesAsked(ctx, undefined);
  const units = await unitsOn(ctx, { day: ctx.clock.today(), under: indicator.unitPath, scopes });
  const values = new Map((await store.planValues(ctx, [indicator.id], query.period)).map((one) => [one.unitId, one]));
  return {
    rows: units.map(({ id, name }) => {
      const plan = values.get(id);
      return { unitId: id, unitName: name, value: plan?.value ?? null, version: plan?.version ?? 0 };
    }),
    abilities: { change: may(ctx.user, 'contest.indicator.define', indicator.unitPath) },
  };
}

/**
 * Sets plans of units for a period, all or none. Refuses: an indicator or a unit out of reach, a day as the period of a plan
 * (contest.plan_period), a plan that somebody else has set meanwhile, a value that can't be.
 */
export async function setPlanValues(
  ctx: Context,
  { params, body }: Input<typeof contract.setPlanValues>,
): Promise<Record<string, never>> {
  const indicator = await indicatorToDefine(ctx, params.id);
  if (periodOf(body.period)!.kind === 'day') throw new AppError('contest.plan_period');
  const units = new Set(
    (await unitsOn(ctx, { day: ctx.clock.today(), under: indicator.unitPath })).map(({ id }) => id),
  );
  if (body.rows.some(({ unitId }) => !units.has(unitId))) throw notFound();
  const standing = await store.planValues(ctx, [indicator.id], body.period);
  const versions = new Map(standing.map(({ unitId, version }) => [unitId, version]));
  for (const { unitId, value, version } of body.rows) {
    if ((versions.get(unitId) ?? 0) !== version) throw new AppError('kernel.changed_meanwhile');
    if (value !== null) refuseValue(indicator, value, body.period);
  }
  const rows = new Map(body.rows.map((row) => [row.unitId, row]));
  await store.putPlanValues(ctx, indicator.id, body.period, [...rows.values()]);
  const details = { period: body.period, count: rows.size };
  audit(ctx, { action: 'contest.setPlanValues', subject: `indicator:${indicator.id}`, details });
  return {};
}
