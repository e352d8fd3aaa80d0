import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import { subtreeRange } from '#engines/roster';
import type { Day } from '#kernel/contract';
import type { Measured } from './rules';
import type { Aggregate } from './rules';

export interface IndicatorRecord extends Measured {
  readonly id: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly key: string;
  readonly name: string;
  readonly measuredIn: string;
  readonly aggregate: Aggregate;
  readonly weightKey: string | null;
  readonly source: string;
  readonly tags: string[];
  readonly version: number;
}

/** Exact decimals leave the database as text without needless noughts. */
export const plain = (column: string) => sql`trim_scale(${sql.ref(column)})::text`;

const columns = sql`i.id, i.unit_id as "unitId", i.unit_path as "unitPath", i.key, i.name, i.measured_in as "measuredIn", i.better,
  ${plain('i.band_from')} as "bandFrom", ${plain('i.band_to')} as "bandTo", ${plain('i.least')} as least,
  ${plain('i.most')} as most, i.decimals, i.rhythm, i.aggregate, i.weight_key as "weightKey", i.formula, i.source, i.tags,
  i.from_day as "fromDay", i.to_day as "toDay", i.version`;

export async function indicatorById(ctx: Context, id: string, hold?: 'lock'): Promise<IndicatorRecord | null> {
  const { rows } = await sql<IndicatorRecord>`select ${columns} from contest.indicator i where i.id = ${id}
    ${hold === undefined ? sql`` : sql`for no key update`}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function indicatorsByIds(ctx: Context, ids: readonly string[]): Promise<IndicatorRecord[]> {
  const { rows } = await sql<IndicatorRecord>`
    select ${columns} from contest.indicator i where i.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

/** All that one unit defines, by key: what its formulas may name. */
export async function indicatorsOf(ctx: Context, unitId: string): Promise<IndicatorRecord[]> {
  const { rows } = await sql<IndicatorRecord>`
    select ${columns} from contest.indicator i where i.unit_id = ${unitId} order by i.key`.execute(ctx.transaction);
  return rows;
}

export interface IndicatorQuestion {
  /** Subtrees of which indicators are read. */
  readonly scopes: readonly string[];
  /** Paths of which indicators hold for the asker. */
  readonly above: readonly string[];
  readonly day?: Day | undefined;
  readonly tag?: string | undefined;
  readonly after?: readonly [key: string, id: string] | undefined;
  readonly limit: number;
}

export async function selectIndicators(ctx: Context, question: IndicatorQuestion): Promise<IndicatorRecord[]> {
  const { scopes, above, day, tag, after, limit } = question;
  const within = scopes.map((path) => {
    const { from, to } = subtreeRange(path);
    return sql`(i.unit_path >= ${from} and i.unit_path < ${to})`;
  });
  const { rows } = await sql<IndicatorRecord>`select ${columns} from contest.indicator i
    where (${sql.join([...within, sql`i.unit_path = any(${[...above]}::text[])`], sql` or `)})
      and ${day === undefined ? sql`true` : sql`i.from_day <= ${day} and (i.to_day is null or i.to_day >= ${day})`}
      and ${tag === undefined ? sql`true` : sql`i.tags @> array[${tag}]::text[]`}
      and ${after === undefined ? sql`true` : sql`(i.key, i.id) > (${after[0]}, ${after[1]}::uuid)`}
    order by i.key, i.id limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export async function indicatorsByTags(ctx: Context, tags: readonly string[]): Promise<IndicatorRecord[]> {
  const { rows } = await sql<IndicatorRecord>`
    select ${columns} from contest.indicator i where i.tags && ${[...tags]}::text[] order by i.key, i.id`.execute(
    ctx.transaction,
  );
  return rows;
}

export type IndicatorContent = Omit<IndicatorRecord, 'id' | 'unitId' | 'unitPath' | 'key' | 'version'>;

/** Puts definitions in; those whose key the unit has already are left out. Answers how many came. */
export async function insertIndicators(
  ctx: Context,
  unit: { id: string; path: string },
  rows: readonly (IndicatorContent & { key: string })[],
): Promise<string[]> {
  const given = JSON.stringify(rows.map((row) => ({ ...row, id: newId() })));
  const { rows: added } = await sql<{ id: string }>`
    insert into contest.indicator (id, unit_id, unit_path, key, name, measured_in, better, band_from, band_to, least, most, decimals,
      rhythm, aggregate, weight_key, formula, source, tags, from_day, to_day, created_at, created_by)
    select id, ${unit.id}, ${unit.path}, key, name, "measuredIn", better, "bandFrom", "bandTo", least, most, decimals, rhythm,
      aggregate, "weightKey", formula, source, tags, "fromDay", "toDay", ${ctx.clock.now().toISOString()},
      ${ctx.user?.accountId ?? null}
    from jsonb_to_recordset(${given}::jsonb) as g(id uuid, key text, name text, "measuredIn" text, better text,
      "bandFrom" numeric, "bandTo" numeric, least numeric, most numeric, decimals int, rhythm text, aggregate text,
      "weightKey" text, formula text, source text, tags text[], "fromDay" date, "toDay" date)
    on conflict (unit_id, key) do nothing returning id`.execute(ctx.transaction);
  return added.map(({ id }) => id);
}

export async function updateIndicator(ctx: Context, id: string, row: IndicatorContent): Promise<void> {
  await sql`
    update contest.indicator set name = ${row.name}, measured_in = ${row.measuredIn}, better = ${row.better},
      band_from = ${row.bandFrom}::numeric, band_to = ${row.bandTo}::numeric, least = ${row.least}::numeric,
      most = ${row.most}::numeric, decimals = ${row.decimals}, rhythm = ${row.rhythm}, aggregate = ${row.aggregate},
      weight_key = ${row.weightKey}, formula = ${row.formula}, source = ${row.source}, tags = ${row.tags}::text[],
      from_day = ${row.fromDay}::date, to_day = ${row.toDay}::date, version = version + 1
    where id = ${id}`.execute(ctx.transaction);
}

export async function hasReadings(ctx: Context, id: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from contest.reading where indicator_id = ${id}) as has`.execute(ctx.transaction);
  return rows[0]!.has;
}

export interface BenchmarkRecord {
  id: string;
  indicatorId: string;
  level: 'group' | 'industry';
  period: string;
  kind: string;
  toDay: Day;
  value: string;
  place: string;
  citation: string;
  recordedAt: Date;
  recordedBy: string | null;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawnReason: string;
}

const benchmarkColumns = sql`b.id, b.indicator_id as "indicatorId", b.level, b.period, b.kind, b.to_day as "toDay",
  ${plain('b.value')} as value, b.place, b.citation, b.recorded_at as "recordedAt", b.recorded_by as "recordedBy",
  b.withdrawn_at as "withdrawnAt", b.withdrawn_by as "withdrawnBy", b.withdrawn_reason as "withdrawnReason"`;

export async function benchmarksOf(ctx: Context, indicatorIds: readonly string[]): Promise<BenchmarkRecord[]> {
  const { rows } = await sql<BenchmarkRecord>`
    select ${benchmarkColumns} from contest.benchmark b where b.indicator_id = any(${[...indicatorIds]}::uuid[])
    order by b.level, b.to_day desc, b.id`.execute(ctx.transaction);
  return rows;
}

export async function benchmarkById(ctx: Context, id: string): Promise<BenchmarkRecord | null> {
  const { rows } = await sql<BenchmarkRecord>`
    select ${benchmarkColumns} from contest.benchmark b where b.id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function insertBenchmark(
  ctx: Context,
  row: Pick<BenchmarkRecord, 'indicatorId' | 'level' | 'period' | 'kind' | 'toDay' | 'value' | 'place' | 'citation'>,
): Promise<string> {
  const id = newId();
  await sql`
    insert into contest.benchmark (id, indicator_id, level, period, kind, to_day, value, place, citation, recorded_at, recorded_by)
    values (${id}, ${row.indicatorId}, ${row.level}, ${row.period}, ${row.kind}, ${row.toDay}::date, ${row.value}::numeric,
      ${row.place}, ${row.citation}, ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null})`.execute(
    ctx.transaction,
  );
  return id;
}

export async function withdrawBenchmark(ctx: Context, id: string, reason: string): Promise<void> {
  await sql`
    update contest.benchmark set withdrawn_at = ${ctx.clock.now().toISOString()}, withdrawn_by = ${ctx.user?.accountId ?? null},
      withdrawn_reason = ${reason} where id = ${id}`.execute(ctx.transaction);
}

export interface PlanValue {
  indicatorId: string;
  unitId: string;
  period: string;
  value: string;
  version: number;
}

export async function planValues(
  ctx: Context,
  indicatorIds: readonly string[],
  period: string,
  unitIds?: readonly string[],
): Promise<PlanValue[]> {
  const { rows } = await sql<PlanValue>`
    select indicator_id as "indicatorId", unit_id as "unitId", period, ${plain('value')} as value, version
    from contest.plan_value where indicator_id = any(${[...indicatorIds]}::uuid[]) and period = ${period}
      and ${unitIds === undefined ? sql`true` : sql`unit_id = any(${[...unitIds]}::uuid[])`}`.execute(ctx.transaction);
  return rows;
}

/** Sets or takes away plans; answers the units whose plan was not as the writer had seen it. */
export async function putPlanValues(
  ctx: Context,
  indicatorId: string,
  period: string,
  rows: readonly { unitId: string; value: string | null; version: number }[],
): Promise<void> {
  const given = JSON.stringify(rows);
  await sql`
    with given as (
      select * from jsonb_to_recordset(${given}::jsonb) as g("unitId" uuid, value numeric, version int)
    ), gone as (
      delete from contest.plan_value p using given g
      where p.indicator_id = ${indicatorId} and p.period = ${period} and p.unit_id = g."unitId" and g.value is null
    )
    insert into contest.plan_value (indicator_id, unit_id, period, value, set_at, set_by)
    select ${indicatorId}, "unitId", ${period}, value, ${ctx.clock.now().toISOString()}::timestamptz, ${ctx.user?.accountId ?? null}::uuid
    from given where value is not null
    on conflict (indicator_id, unit_id, period) do update set value = excluded.value, version = plan_value.version + 1,
      set_at = excluded.set_at, set_by = excluded.set_by`.execute(ctx.transaction);
}
