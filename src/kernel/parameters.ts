import { sql } from 'kysely';
import { audit } from './audit';
import type { Context } from './context';
import type { Day } from './day';
import { assert } from './errors';
import { newId } from './ids';

export type ParameterLevel = 'national' | 'province' | 'city' | 'local' | 'enterprise' | 'product';

/** A rule's number or table as the product brings it, with where it comes from. */
export interface ParameterSeed {
  readonly key: string;
  readonly value: unknown;
  readonly unit: string | null;
  readonly validFrom: Day;
  readonly level: ParameterLevel;
  readonly source: string;
  readonly confidence: string;
  readonly note?: string;
}

export interface ParameterVersion<Value = unknown> {
  /** Computations store this id, so that a figure can be computed again as it was. */
  readonly id: string;
  readonly key: string;
  readonly value: Value;
  readonly validFrom: Day;
  readonly source: string;
}

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

/** Writes a new version; earlier ones stay as they were. */
export async function setParameter(
  ctx: Context,
  change: { key: string; value: unknown; validFrom: Day; source: string; note?: string },
): Promise<string> {
  const id = newId();
  await sql`
    insert into kernel.parameter (id, key, value, unit, valid_from, level, source, confidence, note, recorded_at, recorded_by)
    select ${id}, ${change.key}, ${JSON.stringify(change.value)}::jsonb, (select unit from kernel.parameter where key = ${change.key} limit 1),
      ${change.validFrom}::date, 'enterprise', ${change.source}, 'own', ${change.note ?? ''}, clock_timestamp(), ${ctx.user?.accountId ?? null}
  `.execute(ctx.transaction);
  audit(ctx, { action: 'parameter.set', subject: `parameter:${change.key}`, details: { validFrom: change.validFrom } });
  return id;
}

/** Every version of a key, the latest first. */
export async function parameterHistory(ctx: Context, key: string): Promise<ParameterVersion[]> {
  const { rows } = await sql<ParameterVersion>`
    select id, key, value, valid_from as "validFrom", source from kernel.parameter
    where key = ${key} order by valid_from desc, recorded_at desc, id desc`.execute(ctx.transaction);
  return rows;
}

/** Brings the product's own values into a database that lacks their keys; what an enterprise set is left alone. */
export async function seedParameters(ctx: Context, seeds: readonly ParameterSeed[]): Promise<void> {
  for (const seed of seeds) {
    await sql`
      insert into kernel.parameter (id, key, value, unit, valid_from, level, source, confidence, note)
      select ${newId()}, ${seed.key}, ${JSON.stringify(seed.value)}::jsonb, ${seed.unit}, ${seed.validFrom}::date,
        ${seed.level}, ${seed.source}, ${seed.confidence}, ${seed.note ?? ''}
      where not exists (select from kernel.parameter where key = ${seed.key})`.execute(ctx.transaction);
  }
}
