import { AppError, audit, may, notFound, type Context } from '#kernel';
import { refuseSameHand, unitPaths } from '#engines/roster';
import { noteRewriting } from '../records/notes';
import type { Office } from './contract-readings';
import type { PeriodKind } from './periods';
import * as store from './store-readings';

const permissionOf: Readonly<Record<Office, string>> = {
  function: 'contest.reading.verify',
  union: 'contest.record.confirm',
};

/** Why a person may not put a hand under a reading; null if she may. Three hands are three people. */
export async function faultOfSigning(
  ctx: Context,
  reading: store.ReadingRecord,
  office: Office,
): Promise<AppError | null> {
  if (!reading.isLatest) return new AppError('contest.reading_superseded', { period: reading.period });
  if (reading.signatures.some((one) => one.office === office))
    return new AppError('contest.reading_signed', { period: reading.period });
  for (const hand of [reading.enteredBy, ...reading.signatures.map(({ by }) => by)])
    if (hand !== null) await refuseSameHand(ctx, hand);
  return null;
}

/**
 * Signs readings for an office, all or none. Refuses: one out of reach, one that has been corrected since
 * (contest.reading_superseded), one that the office has signed (contest.reading_signed), one with the signer's own hand under
 * it (roster.same_hand).
 */
export async function signReadings(ctx: Context, given: readonly string[], office: Office): Promise<void> {
  const ids = [...new Set(given)];
  const units = await store.unitsOfReadings(ctx, ids);
  await store.lockUnits(ctx, units);
  const readings = await store.readingsByIds(ctx, ids, await unitPaths(ctx, units));
  const isWithin = readings.every(({ unitPath }) => may(ctx.user, permissionOf[office], unitPath));
  if (readings.length < ids.length || !isWithin) throw notFound();
  for (const reading of readings) {
    const fault = await faultOfSigning(ctx, reading, office);
    if (fault !== null) throw fault;
  }
  const kinds = new Map<PeriodKind, string[]>();
  for (const { kind, indicatorId } of readings) kinds.set(kind, [...(kinds.get(kind) ?? []), indicatorId]);
  const sign = () => store.insertSignatures(ctx, ids, office);
  const nested = [...kinds].reduce<() => Promise<void>>(
    (act, [kind, indicators]) =>
      () =>
        noteRewriting(ctx, [...new Set(indicators)], kind, act),
    sign,
  );
  await nested();
  audit(ctx, { action: 'contest.signReadings', details: { office, count: ids.length } });
}
