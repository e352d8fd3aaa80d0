import { accountNames, AppError, audit, may, notFound, type Context } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { unitsOn } from '#engines/roster';
import type * as contract from './contract';
import { unitFor } from './policy';
import { indicatorsFor } from './present';
import { indicatorsByIds } from './store';
import { keyIndicatorsOf, putKeyIndicators } from './store-key-indicators';

/**
 * The decisive indicators of the units right below a unit, and those of them that have named none: the works reads its units so.
 * Refuses: a unit out of reach.
 */
export async function listKeyIndicators(
  ctx: Context,
  { unitId, year }: EndpointInput<typeof contract.listKeyIndicators>['query'],
): Promise<EndpointResponse<typeof contract.listKeyIndicators>> {
  const above = await unitFor(ctx, unitId, 'contest.indicator.read');
  const today = ctx.clock.today();
  const tree = await unitsOn(ctx, { day: `${year}-12-31` < today ? `${year}-12-31` : today, under: above.path });
  const below = tree.filter(({ parentId, id }) => parentId === unitId || id === unitId);
  const records = await keyIndicatorsOf(
    ctx,
    below.map(({ id }) => id),
    year,
  );
  const names = await accountNames(
    ctx,
    records.flatMap(({ submittedBy }) => submittedBy ?? []),
  );
  const indicators = new Map(
    (
      await indicatorsByIds(
        ctx,
        records.map(({ indicatorId }) => indicatorId),
      )
    ).map((one) => [one.id, one.name]),
  );
  const named = new Set(records.map((one) => one.unitId));
  const plain = ({ id, name }: { id: string; name: string }) => ({ id, name });
  return {
    rows: below.flatMap((unit) =>
      records
        .filter((one) => one.unitId === unit.id)
        .map(({ indicatorId, reason, submittedAt, submittedBy }) => ({
          unit: plain(unit),
          indicator: { id: indicatorId, name: indicators.get(indicatorId) ?? '' },
          ...{ reason, submittedAt: submittedAt.toISOString(), submittedByName: names.get(submittedBy ?? '') ?? '' },
        })),
    ),
    missing: below.filter(({ id, parentId }) => parentId === unitId && !named.has(id)).map(plain),
    own: below.filter(({ path }) => may(ctx.user, 'contest.reading.enter', path)).map(plain),
  };
}

/**
 * Refuses: a unit out of reach or closed (contest.reading_unit_closed), an indicator that doesn't hold for it, one named twice
 * (contest.reading_twice), one without its reason (contest.key_indicator_reason_missing).
 */
export async function submitKeyIndicators(
  ctx: Context,
  { unitId, year, rows }: EndpointInput<typeof contract.submitKeyIndicators>['body'],
): Promise<Record<string, never>> {
  const unit = await unitFor(ctx, unitId, 'contest.reading.enter');
  if (unit.validTo !== null && unit.validTo < `${year}-01-01`)
    throw new AppError('contest.reading_unit_closed', { unit: unit.name, day: unit.validTo });
  const known = new Map((await indicatorsFor(ctx, unit)).map((one) => [one.id, one]));
  const ids = rows.map(({ indicatorId }) => indicatorId);
  if (ids.some((id) => !known.has(id))) throw notFound();
  if (new Set(ids).size < ids.length) throw new AppError('contest.reading_twice');
  const bare = rows.find(({ reason }) => reason.length < 4);
  if (bare !== undefined)
    throw new AppError('contest.key_indicator_reason_missing', { indicator: known.get(bare.indicatorId)!.name });
  await putKeyIndicators(ctx, unitId, year, rows);
  audit(ctx, {
    action: 'contest.submitKeyIndicators',
    subject: `unit:${unitId}`,
    details: { year, count: rows.length },
  });
  return {};
}
