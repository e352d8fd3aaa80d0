import { may, pathsUpTo, type Context } from '#kernel';
import { unitNames } from '#engines/roster';
import type { IndicatorRow } from './contract';
import type { ReadingRow, ReadingState } from './contract-readings';
import { indicatorsByIds, selectIndicators, type IndicatorRecord } from './store';
import type { ReadingRecord } from './store-readings';

const MOST_FOR_A_UNIT = 500;

/** The indicators that hold for a unit: its own and those of the units above it. */
export function indicatorsFor(ctx: Context, unit: { readonly path: string }): Promise<IndicatorRecord[]> {
  return selectIndicators(ctx, { scopes: [], above: pathsUpTo(unit.path), limit: MOST_FOR_A_UNIT });
}

export async function presentIndicators(ctx: Context, records: readonly IndicatorRecord[]): Promise<IndicatorRow[]> {
  const names = await unitNames(ctx, [...new Set(records.map(({ unitId }) => unitId))]);
  return records.map(({ unitId, unitPath, ...record }) => ({
    ...record,
    tags: [...record.tags],
    unit: { id: unitId, name: names.get(unitId) ?? '' },
    abilities: { change: may(ctx.user, 'contest.indicator.define', unitPath) },
  }));
}

export const stateOf = ({ signatures }: Pick<ReadingRecord, 'signatures'>): ReadingState =>
  signatures.length === 2 ? 'witnessed' : signatures.length === 1 ? 'verified' : 'entered';

export async function presentReadings(ctx: Context, records: readonly ReadingRecord[]): Promise<ReadingRow[]> {
  const names = await unitNames(ctx, [...new Set(records.map(({ unitId }) => unitId))]);
  const indicators = new Map(
    (await indicatorsByIds(ctx, [...new Set(records.map(({ indicatorId }) => indicatorId))])).map((one) => [
      one.id,
      one,
    ]),
  );
  const own = ctx.user?.accountId;
  return records.map((record) => {
    const { id, indicatorId, unitId, unitPath, period, kind, value, number, reason, source, enteredByName } = record;
    const { name = '', measuredIn = '' } = indicators.get(indicatorId) ?? {};
    const hasNoHand = record.enteredBy !== own && record.signatures.every(({ by }) => by !== own);
    const isOpen = (office: string) => record.isLatest && record.signatures.every((one) => one.office !== office);
    return {
      ...{ id, period, kind, value, number, reason, source, enteredByName, state: stateOf(record) },
      indicator: { id: indicatorId, name, measuredIn },
      unit: { id: unitId, name: names.get(unitId) ?? '' },
      enteredAt: record.enteredAt.toISOString(),
      signatures: record.signatures.map(({ office, byName, at }) => ({ office, byName, at })),
      abilities: {
        verify: hasNoHand && isOpen('function') && may(ctx.user, 'contest.reading.verify', unitPath),
        confirm: hasNoHand && isOpen('union') && may(ctx.user, 'contest.record.confirm', unitPath),
        correct: record.isLatest && may(ctx.user, 'contest.reading.enter', unitPath),
      },
    };
  });
}
