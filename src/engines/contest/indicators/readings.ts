import { AppError, audit, newId, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { noteRewriting } from '../records/notes';
import { decimal, decimalWords } from '../ranking/decimals';
import type * as contract from './contract-readings';
import { periodOf, type Period } from './periods';
import { unitFor } from './policy';
import { faultOfReading } from './rules';
import { indicatorsFor } from './present';
import type { IndicatorRecord } from './store';
import * as store from './store-readings';

type Given = EndpointInput<typeof contract.enterReadings>['body'];
type Figure = Given['rows'][number];

/** A figure that may be entered, or the refusal that says why it may not. */
export type Judged = { readonly reading: store.NewReading } | { readonly refusal: AppError };

interface Ground {
  readonly unitId: string;
  readonly period: Period;
  readonly source: string;
  readonly indicators: ReadonlyMap<string, IndicatorRecord>;
  readonly standing: ReadonlyMap<string, store.StandingReading>;
}

/**
 * Judges one figure. It is refused when the indicator isn't read by such periods, isn't for the unit, when its value can't be, or
 * when what stands is not what the writer saw; a correction that says no reason, or changes nothing, likewise.
 */
export function judgeFigure(
  ctx: Context,
  { unitId, period, source, indicators, standing }: Ground,
  figure: Figure,
): Judged {
  const refuse = (code: string, params: Record<string, string | number> = {}): Judged => ({
    refusal: new AppError(code, { indicator: indicators.get(figure.indicatorId)?.name ?? '', ...params }),
  });
  const indicator = indicators.get(figure.indicatorId);
  if (indicator === undefined) return refuse('kernel.not_found');
  const today = ctx.clock.today();
  const isFormer = period.to < indicator.fromDay;
  if (period.kind !== indicator.rhythm && !isFormer && (period.kind === 'day' || period.kind === 'month'))
    return refuse('contest.reading_kind', { period: period.key });
  const value = decimal(figure.value);
  const fault = faultOfReading(indicator, value, period, today);
  if (fault !== null) return refuse(fault.code, fault.params);
  // A figure from before anybody measured here is worth what its source is.
  if (isFormer && source === '') return refuse('contest.reading_source_missing', { from: indicator.fromDay });
  const stands = standing.get(figure.indicatorId);
  if ((stands?.number ?? 0) !== figure.number) return refuse('kernel.changed_meanwhile');
  if (stands !== undefined && figure.reason.length < 2) return refuse('contest.reading_reason_missing');
  if (stands !== undefined && decimal(stands.value).eq(value)) return refuse('contest.reading_same');
  const { key, kind, from: fromDay, to: toDay } = period;
  return {
    reading: {
      ...{ id: newId(), indicatorId: indicator.id, unitId, period: key, kind, fromDay, toDay, source },
      ...{ number: figure.number + 1, value: decimalWords(value), reason: stands === undefined ? '' : figure.reason },
    },
  };
}

/** Refuses: a unit out of reach, or one that was closed before the period (contest.reading_unit_closed). */
export async function unitToRead(ctx: Context, id: string, period: Period) {
  const unit = await unitFor(ctx, id, 'contest.reading.enter');
  if (unit.validTo !== null && unit.validTo < period.from)
    throw new AppError('contest.reading_unit_closed', { unit: unit.name, day: unit.validTo });
  return unit;
}

export const latest = (readings: readonly store.StandingReading[]): Map<string, store.StandingReading> =>
  new Map(readings.map((one) => [one.indicatorId, one]));

/** Writes judged readings and what follows from them. Refuses: a month of a sum below nothing (contest.reading_total_negative). */
export async function writeReadings(
  ctx: Context,
  readings: readonly store.NewReading[],
  indicators: ReadonlyMap<string, IndicatorRecord>,
): Promise<void> {
  const [first] = readings;
  if (first === undefined) return;
  const touched = [...new Set(readings.map(({ indicatorId }) => indicatorId))];
  const insert = () => store.insertReadings(ctx, readings);
  // What nobody has verified yet changes no record; a correction may take one away.
  const isCorrection = readings.some(({ number }) => number > 1);
  await (isCorrection ? noteRewriting(ctx, touched, first.kind, insert) : insert());
  const sums = touched.filter((id) => indicators.get(id)?.aggregate === 'sum');
  const units = [...new Set(readings.map(({ unitId }) => unitId))];
  const [below] = await store.negativeTotals(ctx, sums, units, `${first.fromDay.slice(0, 7)}-01`);
  if (below !== undefined)
    throw new AppError('contest.reading_total_negative', { indicator: indicators.get(below.indicatorId)?.name ?? '' });
}

/**
 * Enters or corrects the figures of a unit for a period; all or none. Refuses: a unit out of reach or closed, an indicator twice,
 * and any figure that can't be (as `judgeFigure`), named with its indicator.
 */
export async function enterReadings(ctx: Context, body: Given): Promise<{ entered: number }> {
  const period = periodOf(body.period)!;
  const unit = await unitToRead(ctx, body.unitId, period);
  const ids = body.rows.map(({ indicatorId }) => indicatorId);
  if (new Set(ids).size < ids.length) throw new AppError('contest.reading_twice');
  const indicators = new Map((await indicatorsFor(ctx, unit)).map((one) => [one.id, one]));
  await store.lockUnits(ctx, [unit.id]);
  const standing = latest(await store.standingReadings(ctx, ids, [unit.id], [period.key]));
  const ground = { unitId: unit.id, period, source: body.source, indicators, standing };
  const readings = body.rows.map((row) => {
    const judged = judgeFigure(ctx, ground, row);
    if ('refusal' in judged) throw judged.refusal;
    return judged.reading;
  });
  await writeReadings(ctx, readings, indicators);
  const corrected = readings.filter(({ number }) => number > 1).length;
  const details = { period: period.key, count: readings.length, corrected };
  audit(ctx, { action: 'contest.enterReadings', subject: `unit:${unit.id}`, details });
  return { entered: readings.length };
}
