import { sql } from 'kysely';
import { audit } from './audit';
import type { Context, Parameter, ParameterVersion } from './context';
import { addDays, type Day } from './day';
import { AppError, assert, notFound } from './errors';
import { newId } from './ids';
import { FARTHEST_YEARS, type ParameterLevel } from './parameter-contract';
import { faultsOf } from './parameter-faults';
import { fold, forceOf, sameContent, type StoredVersion } from './parameter-rules';
import { errorText, text } from './texts';

/** The version of a parameter that is in force on a day; of two from the same day the later recorded one. */
export async function parameterOn<Value>(ctx: Context, key: string, day: Day): Promise<ParameterVersion<Value>> {
  const { rows } = await sql<ParameterVersion<Value>>`
    select id, key, value, valid_from as "validFrom", source from kernel.parameter
    where key = ${key} and valid_from <= ${day}::date
    order by valid_from desc, recorded_at desc, id desc limit 1`.execute(ctx.transaction);
  const version = rows[0];
  assert(version !== undefined, `parameter ${key} has no version on ${day}`);
  return version;
}

/** Every version of the keys, in the order in which they were recorded. */
export async function versionsOf(ctx: Context, keys: readonly string[]): Promise<StoredVersion[]> {
  const { rows } = await sql<StoredVersion>`
    select p.id, p.key, p.value, p.valid_from as "validFrom", p.level, p.source, p.confidence,
      p.verified_on as "verifiedOn", p.note,
      to_char(p.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, u.name as "recordedBy"
    from kernel.parameter p left join kernel.login_user u on u.id = p.recorded_by
    where p.key = any(${[...keys]}::text[])
    order by p.recorded_at, p.id`.execute(ctx.transaction);
  return rows;
}

export interface ParameterSetting {
  key: string;
  value: unknown;
  validFrom: Day;
  level?: Exclude<ParameterLevel, 'product'>;
  source: string;
  note?: string;
  verifiedOn?: Day | null;
  /** The version recorded last that the person has seen; left out only by the program itself. */
  knownVersionId?: string;
}

/**
 * Records a new version; earlier ones stay as they were, and so do computations, which name the version they used.
 * Refuses: a key that no module knows, a value that its schema refuses (by path), a version that another person recorded
 * meanwhile, a first day before the product's own or years away, a day of comparison that has not come, a first day that is over without a reason, what holds
 * already.
 */
export async function setParameter(ctx: Context, setting: ParameterSetting): Promise<string> {
  const parameter = ctx.house.parameters.get(setting.key);
  if (parameter === undefined) throw notFound();
  await holdKey(ctx, setting.key);
  const earlier = await versionsOf(ctx, [setting.key]);
  refuseUnseen(ctx, earlier, setting);
  const value = fittingValue(ctx, parameter, setting.value);
  refuseDay(ctx, earlier, setting);
  const { note = '', level = 'enterprise', verifiedOn = null } = setting;
  const fresh = {
    id: newId(),
    key: setting.key,
    value,
    validFrom: setting.validFrom,
    level,
    source: setting.source,
    verifiedOn,
    note,
  };
  const previous = forceOf(earlier, setting.validFrom);
  assert(previous !== null, `parameter ${setting.key} has no version on ${setting.validFrom}`);
  if (sameContent(previous, fresh)) throw new AppError('parameter.same_already', { day: previous.validFrom });
  await sql`
    insert into kernel.parameter (id, key, value, unit, valid_from, level, source, confidence, verified_on, note, at, recorded_at, recorded_by)
    values (${fresh.id}, ${fresh.key}, ${JSON.stringify(value)}::jsonb, ${parameter.shape.unit}, ${fresh.validFrom}::date,
      ${level}, ${fresh.source}, 'own', ${verifiedOn}::date, ${note}, ${ctx.clock.now().toISOString()}::timestamptz, clock_timestamp(),
      ${ctx.user?.accountId ?? null})`.execute(ctx.transaction);
  audit(ctx, {
    action: 'parameter.setVersion',
    subject: `parameter:${fresh.key}`,
    details: { versionId: fresh.id, previousVersionId: previous.id, validFrom: fresh.validFrom },
  });
  if (fresh.validFrom > ctx.clock.today()) {
    await sql`insert into kernel.parameter_waiting (version_id, valid_from)
      values (${fresh.id}, ${fresh.validFrom}::date)`.execute(ctx.transaction);
  } else await bringIntoForce(ctx, parameter, await versionsOf(ctx, [fresh.key]), fresh.id);
  return fresh.id;
}

/** Those who change one parameter come one after the other: the second then finds what the first recorded. */
export async function holdKey(ctx: Context, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`parameter:${key}`}, 0))`.execute(ctx.transaction);
}

function refuseUnseen(ctx: Context, earlier: readonly StoredVersion[], setting: ParameterSetting): void {
  const latest = earlier.at(-1);
  if (setting.knownVersionId === undefined || latest === undefined || latest.id === setting.knownVersionId) return;
  const who = latest.recordedBy ?? text(ctx.language, 'kernel:parameter.program');
  throw new AppError('parameter.changed_meanwhile', { who, versionId: latest.id });
}

function fittingValue(ctx: Context, parameter: Parameter, value: unknown): unknown {
  const read = parameter.shape.schema.safeParse(value);
  if (read.success) return read.data;
  const issues = faultsOf(ctx.language, parameter.shape, read.error);
  throw new AppError('kernel.invalid_input', { fields: issues.map((issue) => issue.path).join(', ') }, issues);
}

function refuseDay(ctx: Context, earlier: readonly StoredVersion[], setting: ParameterSetting): void {
  const today = ctx.clock.today();
  const from = fold(earlier)[0]!.validFrom;
  const to = addDays(today, FARTHEST_YEARS * 366);
  const refuse = (code: string, field: string, days: Record<string, Day>) => {
    throw new AppError(code, days, [{ path: field, message: errorText(ctx.language, code, days) }]);
  };
  if (setting.validFrom < from || setting.validFrom > to) refuse('parameter.day_outside', 'validFrom', { from, to });
  if ((setting.verifiedOn ?? today) > today) refuse('parameter.verified_ahead', 'verifiedOn', { today });
  if (setting.validFrom < today && (setting.note ?? '') === '')
    refuse('parameter.reason_missing', 'note', { day: setting.validFrom });
}

/** What hangs on a version is done once its first day has come; a version that is in force on no day changes nothing. */
async function bringIntoForce(
  ctx: Context,
  parameter: Parameter,
  versions: readonly StoredVersion[],
  id: string,
): Promise<void> {
  const span = fold(versions).find((one) => one.id === id);
  if (span === undefined || parameter.whenInForce === undefined) return;
  const before = versions.filter((one) => one.id !== id);
  const previous = forceOf(before, span.validFrom);
  assert(previous !== null, `parameter ${span.key} had no version before ${id}`);
  const today = ctx.clock.today();
  await parameter.whenInForce(ctx, {
    version: span,
    previous,
    from: span.validFrom,
    until: span.until,
    isInForceToday: span.validFrom <= today && (span.until === null || span.until >= today),
  });
}

/** The keys of which a version that was recorded ahead has come to its first day. */
export async function dueParameters(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct p.key from kernel.parameter_waiting w join kernel.parameter p on p.id = w.version_id
    where w.valid_from <= ${ctx.clock.today()}::date order by p.key`.execute(ctx.transaction);
  return rows.map((row) => row.key);
}

/** On the first day of versions of a key that were recorded ahead, what hangs on them is done, each version once. */
export async function beginParameter(ctx: Context, due: string): Promise<number> {
  await holdKey(ctx, due);
  const { rows } = await sql<{ id: string; key: string }>`
    delete from kernel.parameter_waiting w using kernel.parameter p
    where p.id = w.version_id and p.key = ${due} and w.valid_from <= ${ctx.clock.today()}::date
    returning p.id, p.key`.execute(ctx.transaction);
  for (const { id, key } of rows) {
    audit(ctx, { action: 'parameter.begin', subject: `parameter:${key}`, details: { versionId: id } });
    const parameter = ctx.house.parameters.get(key);
    if (parameter !== undefined) await bringIntoForce(ctx, parameter, await versionsOf(ctx, [key]), id);
  }
  return rows.length;
}

/** Brings the product's own values into a database that lacks their keys; what an enterprise set is left alone. */
export async function seedParameters(ctx: Context): Promise<void> {
  // Two servers may start at the same moment on an empty database.
  await holdKey(ctx, 'seeds');
  for (const { shape, seed } of ctx.house.parameters.values()) {
    await sql`
      insert into kernel.parameter (id, key, value, unit, valid_from, level, source, confidence, note)
      select ${newId()}, ${shape.key}, ${JSON.stringify(seed.value)}::jsonb, ${shape.unit}, ${seed.validFrom}::date,
        ${seed.level}, ${seed.source}, ${seed.confidence}, ${seed.note ?? ''}
      where not exists (select from kernel.parameter where key = ${shape.key})`.execute(ctx.transaction);
  }
}
