import { sql, type RawBuilder } from 'kysely';
import { userOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Office, ReadingState } from './contract-readings';
import type { PeriodKind } from './periods';
import { plain } from './store';

export interface ReadingRecord {
  id: string;
  indicatorId: string;
  unitId: string;
  unitPath: string;
  period: string;
  kind: PeriodKind;
  fromDay: Day;
  toDay: Day;
  number: number;
  value: string;
  reason: string;
  source: string;
  enteredAt: Date;
  enteredBy: string | null;
  enteredByName: string;
  isLatest: boolean;
  signatures: readonly { office: Office; by: string; byName: string; at: string }[];
}

const signatures = sql`coalesce((
  select jsonb_agg(jsonb_build_object('office', s.office, 'by', s.signed_by, 'byName', s.signed_by_name,
    'at', to_char(s.signed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.office)
  from contest.reading_signature s where s.reading_id = r.id), '[]')`;

const isLatest = sql<boolean>`not exists (select from contest.reading n where n.indicator_id = r.indicator_id
  and n.unit_id = r.unit_id and n.period = r.period and n.number = r.number + 1)`;

const columns = sql`r.id, r.indicator_id as "indicatorId", r.unit_id as "unitId", u.path as "unitPath", r.period, r.kind,
  r.from_day as "fromDay", r.to_day as "toDay", r.number, ${plain('r.value')} as value, r.reason, r.source,
  r.entered_at as "enteredAt", r.entered_by as "enteredBy", r.entered_by_name as "enteredByName",
  ${isLatest} as "isLatest", ${signatures} as signatures`;

/** Readings with the place of their unit in today's tree, which the roster tells by its ids. */
const select = (paths: ReadonlyMap<string, string>): RawBuilder<unknown> => sql`
  select ${columns} from contest.reading r
  join jsonb_to_recordset(${JSON.stringify([...paths].map(([id, path]) => ({ id, path })))}::jsonb) as u(id uuid, path text)
    on u.id = r.unit_id`;

export async function unitsOfReadings(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct unit_id as id from contest.reading where id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}

export async function readingsByIds(
  ctx: Context,
  ids: readonly string[],
  paths: ReadonlyMap<string, string>,
): Promise<ReadingRecord[]> {
  const { rows } = await sql<ReadingRecord>`${select(paths)} where r.id = any(${[...ids]}::uuid[])`.execute(
    ctx.transaction,
  );
  return rows;
}

/** All versions of the reading that one of them belongs to, the latest first. */
export async function versionsOf(
  ctx: Context,
  { indicatorId, unitId, period }: Pick<ReadingRecord, 'indicatorId' | 'unitId' | 'period'>,
  paths: ReadonlyMap<string, string>,
): Promise<ReadingRecord[]> {
  const { rows } = await sql<ReadingRecord>`${select(paths)}
    where r.indicator_id = ${indicatorId} and r.unit_id = ${unitId} and r.period = ${period}
    order by r.number desc`.execute(ctx.transaction);
  return rows;
}

const handsBy: Readonly<Record<ReadingState, number>> = { entered: 0, verified: 1, witnessed: 2 };

export interface ReadingQuestion {
  readonly paths: ReadonlyMap<string, string>;
  readonly indicatorId?: string | undefined;
  readonly state?: ReadingState | undefined;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly after?: readonly [toDay: string, id: string] | undefined;
  readonly limit: number;
}

/** Readings as they stand, the latest periods first. */
export async function selectReadings(ctx: Context, question: ReadingQuestion): Promise<ReadingRecord[]> {
  const { indicatorId, state, from, to, after, limit } = question;
  const { rows } = await sql<ReadingRecord>`${select(question.paths)}
    where ${isLatest}
      and ${indicatorId === undefined ? sql`true` : sql`r.indicator_id = ${indicatorId}`}
      and ${from === undefined ? sql`true` : sql`r.to_day >= ${from}::date`}
      and ${to === undefined ? sql`true` : sql`r.from_day <= ${to}::date`}
      and ${state === undefined ? sql`true` : sql`(select count(*) from contest.reading_signature s where s.reading_id = r.id) = ${handsBy[state]}`}
      and ${after === undefined ? sql`true` : sql`(r.to_day, r.id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by r.to_day desc, r.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** One who writes readings of a unit at a time: totals and versions are counted on from what stands. */
export async function lockUnits(ctx: Context, unitIds: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('contest.reading'), hashtext(id::text))
    from unnest(${[...new Set(unitIds)].sort()}::uuid[]) as id`.execute(ctx.transaction);
}

export interface StandingReading {
  id: string;
  indicatorId: string;
  unitId: string;
  period: string;
  number: number;
  value: string;
  hands: number;
}

/** What stands for these indicators and units in these periods. */
export async function standingReadings(
  ctx: Context,
  indicatorIds: readonly string[],
  unitIds: readonly string[],
  periods: readonly string[],
): Promise<StandingReading[]> {
  const { rows } = await sql<StandingReading>`
    select r.id, r.indicator_id as "indicatorId", r.unit_id as "unitId", r.period, r.number, ${plain('r.value')} as value,
      1 + (select count(*)::int from contest.reading_signature s where s.reading_id = r.id) as hands
    from contest.reading r
    where r.indicator_id = any(${[...indicatorIds]}::uuid[]) and r.unit_id = any(${[...unitIds]}::uuid[])
      and r.period = any(${[...periods]}::text[]) and ${isLatest}`.execute(ctx.transaction);
  return rows;
}

export interface NewReading {
  readonly id: string;
  readonly indicatorId: string;
  readonly unitId: string;
  readonly period: string;
  readonly kind: PeriodKind;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly number: number;
  readonly value: string;
  readonly reason: string;
  readonly source: string;
}

/**
 * Puts readings in and carries the totals of their months on, in one statement. A correction takes what it corrects out of the
 * total again, and out of those that are verified.
 */
export async function insertReadings(ctx: Context, rows: readonly NewReading[]): Promise<void> {
  const { accountId, name } = userOf(ctx);
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, "indicatorId" uuid, "unitId" uuid, period text,
        kind text, "fromDay" date, "toDay" date, number int, value numeric, reason text, source text)
    ), old as (
      select g.id, r.value, exists (select from contest.reading_signature s where s.reading_id = r.id) as was_verified
      from given g join contest.reading r on r.indicator_id = g."indicatorId" and r.unit_id = g."unitId"
        and r.period = g.period and r.number = g.number - 1
    ), added as (
      insert into contest.reading (id, indicator_id, unit_id, period, number, kind, from_day, to_day, value, reason, source,
        entered_at, entered_by, entered_by_name)
      select id, "indicatorId", "unitId", period, number, kind, "fromDay", "toDay", value, reason, source,
        ${ctx.clock.now().toISOString()}::timestamptz, ${accountId}::uuid, ${name} from given
    )
    insert into contest.month_total as t (indicator_id, unit_id, kind, month, total, readings, verified, last_on, last_value)
    select g."indicatorId", g."unitId", g.kind, date_trunc('month', g."fromDay")::date, sum(g.value - coalesce(o.value, 0)),
      count(*) filter (where o.id is null), -count(*) filter (where o.was_verified), max(g."fromDay"),
      (array_agg(g.value order by g."fromDay" desc))[1]
    from given g left join old o on o.id = g.id where g.kind in ('day', 'month') group by 1, 2, 3, 4
    on conflict (indicator_id, unit_id, kind, month) do update set
      total = t.total + excluded.total, readings = t.readings + excluded.readings, verified = t.verified + excluded.verified,
      last_on = greatest(t.last_on, excluded.last_on),
      last_value = case when excluded.last_on >= t.last_on then excluded.last_value else t.last_value end`.execute(
    ctx.transaction,
  );
}

/** Signs readings; those that get their second hand by it are verified ones of their month from now on. */
export async function insertSignatures(ctx: Context, ids: readonly string[], office: Office): Promise<void> {
  const { accountId, name } = userOf(ctx);
  await sql`
    with signed as (
      select r.id, r.indicator_id, r.unit_id, r.kind, date_trunc('month', r.from_day)::date as month,
        not exists (select from contest.reading_signature s where s.reading_id = r.id) as is_second
      from contest.reading r where r.id = any(${[...ids]}::uuid[])
    ), added as (
      insert into contest.reading_signature (reading_id, office, signed_at, signed_by, signed_by_name)
      select id, ${office}, ${ctx.clock.now().toISOString()}::timestamptz, ${accountId}::uuid, ${name} from signed
    )
    update contest.month_total t set verified = t.verified + n.count
    from (select indicator_id, unit_id, kind, month, count(*)::int as count from signed where is_second group by 1, 2, 3, 4) n
    where t.indicator_id = n.indicator_id and t.unit_id = n.unit_id and t.kind = n.kind and t.month = n.month`.execute(
    ctx.transaction,
  );
}

/** Totals of months that are below nothing, of those given. */
export async function negativeTotals(
  ctx: Context,
  indicatorIds: readonly string[],
  unitIds: readonly string[],
  month: Day,
): Promise<{ indicatorId: string; unitId: string }[]> {
  const { rows } = await sql<{ indicatorId: string; unitId: string }>`
    select indicator_id as "indicatorId", unit_id as "unitId" from contest.month_total
    where indicator_id = any(${[...indicatorIds]}::uuid[]) and unit_id = any(${[...unitIds]}::uuid[])
      and month = ${month}::date and total < 0`.execute(ctx.transaction);
  return rows;
}
