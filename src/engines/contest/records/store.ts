import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface ObservedReading {
  id: string;
  indicatorId: string;
  unitId: string;
  period: string;
  toDay: Day;
  value: string;
  hands: 1 | 2 | 3;
}

/** What was observed by an indicator over periods of one kind, as it stands; of late readings of former years too. */
export async function observedReadings(
  ctx: Context,
  indicatorIds: readonly string[],
  kind: string,
  least: 1 | 2,
): Promise<ObservedReading[]> {
  const { rows } = await sql<ObservedReading>`
    select * from (
      select r.id, r.indicator_id as "indicatorId", r.unit_id as "unitId", r.period, r.to_day as "toDay",
        trim_scale(r.value)::text as value,
        1 + (select count(*)::int from contest.reading_signature s where s.reading_id = r.id) as hands
      from contest.reading r
      where r.indicator_id = any(${[...indicatorIds]}::uuid[]) and r.kind = ${kind}
        and not exists (select from contest.reading n where n.indicator_id = r.indicator_id and n.unit_id = r.unit_id
          and n.period = r.period and n.number = r.number + 1)
    ) o where o.hands >= ${least}`.execute(ctx.transaction);
  return rows;
}

/** The kinds of periods of which an indicator has readings. */
export async function kindsObserved(ctx: Context, indicatorIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select distinct kind from contest.reading where indicator_id = any(${[...indicatorIds]}::uuid[])`.execute(
    ctx.transaction,
  );
  return rows.map(({ kind }) => kind);
}

/** Readings entered for indicators in a stretch of days, each with when its first version was entered. */
export async function enteredReadings(
  ctx: Context,
  indicatorIds: readonly string[],
  from: Day,
  to: Day,
): Promise<{ indicatorId: string; unitId: string; period: string; id: string; enteredOn: Day; toDay: Day }[]> {
  const { rows } = await sql<{
    indicatorId: string;
    unitId: string;
    period: string;
    id: string;
    enteredOn: Day;
    toDay: Day;
  }>`
    select r.indicator_id as "indicatorId", r.unit_id as "unitId", r.period, r.id,
      (r.entered_at at time zone 'Asia/Shanghai')::date as "enteredOn", r.to_day as "toDay"
    from contest.reading r where r.indicator_id = any(${[...indicatorIds]}::uuid[]) and r.number = 1
      and r.to_day between ${from}::date and ${to}::date order by r.to_day, r.id`.execute(ctx.transaction);
  return rows;
}
