import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Period } from './periods';
import { plain } from './store';

/** What the readings of a unit come to over months: enough for every way in which periods are put together. */
export interface MonthSums {
  indicatorId: string;
  unitId: string;
  total: string;
  readings: number;
  verified: number;
  last: string;
  /** Each month's figure times its weight, and the weights, where there is one. */
  weighted: string | null;
  weights: string | null;
}

export interface SumQuestion {
  readonly indicators: readonly {
    readonly id: string;
    readonly kind: string;
    readonly weightId: string | null;
    readonly weightKind: string | null;
  }[];
  readonly from: Day;
  readonly to: Day;
  /** Left out: all units that have readings. */
  readonly unitIds?: readonly string[] | undefined;
}

/** Standings are rebuilt from the totals of months alone, however many readings lie behind them. */
export async function monthSums(ctx: Context, { indicators, from, to, unitIds }: SumQuestion): Promise<MonthSums[]> {
  // Most indicators have no weights; without them the totals are gone through once.
  const isWeighted = indicators.some(({ weightId }) => weightId !== null);
  const weights = isWeighted
    ? sql`left join contest.month_total w on w.indicator_id = g."weightId" and w.kind = g."weightKind" and w.unit_id = t.unit_id
      and w.month = t.month`
    : sql`left join (select null::numeric as total where false) w on false`;
  const { rows } = await sql<MonthSums>`
    select t.indicator_id as "indicatorId", t.unit_id as "unitId", trim_scale(sum(t.total))::text as total,
      sum(t.readings)::int as readings, sum(t.verified)::int as verified,
      trim_scale((array_agg(t.last_value order by t.month desc))[1])::text as last,
      trim_scale(sum(t.total * w.total))::text as weighted, trim_scale(sum(w.total))::text as weights
    from jsonb_to_recordset(${JSON.stringify(indicators)}::jsonb) as g(id uuid, kind text, "weightId" uuid, "weightKind" text)
    join contest.month_total t on t.indicator_id = g.id and t.kind = g.kind
    ${weights}
    where t.month between ${from}::date and ${to}::date and t.readings > 0
      and ${unitIds === undefined ? sql`true` : sql`t.unit_id = any(${[...unitIds]}::uuid[])`}
    group by t.indicator_id, t.unit_id`.execute(ctx.transaction);
  return rows;
}

export interface DirectReading {
  indicatorId: string;
  unitId: string;
  value: string;
  hands: number;
}

/** Readings of exactly this period: a day's, a harvest's, a year's that was entered as a whole. Its kind and end lead by an index. */
export async function directReadings(
  ctx: Context,
  indicatorIds: readonly string[],
  { key, kind, to }: Period,
  unitIds: readonly string[] | undefined,
): Promise<DirectReading[]> {
  const { rows } = await sql<DirectReading>`
    select distinct on (r.indicator_id, r.unit_id) r.indicator_id as "indicatorId", r.unit_id as "unitId", ${plain('r.value')} as value,
      1 + (select count(*)::int from contest.reading_signature s where s.reading_id = r.id) as hands
    from contest.reading r where r.indicator_id = any(${[...indicatorIds]}::uuid[]) and r.kind = ${kind}
      and r.to_day = ${to}::date and r.period = ${key}
      and ${unitIds === undefined ? sql`true` : sql`r.unit_id = any(${[...unitIds]}::uuid[])`}
    order by r.indicator_id, r.unit_id, r.number desc`.execute(ctx.transaction);
  return rows;
}
