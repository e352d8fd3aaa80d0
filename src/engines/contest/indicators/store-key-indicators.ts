import { sql } from 'kysely';
import type { Context } from '#kernel';

export interface KeyIndicatorRecord {
  unitId: string;
  indicatorId: string;
  reason: string;
  submittedAt: Date;
  submittedBy: string | null;
}

export async function keyIndicatorsOf(
  ctx: Context,
  unitIds: readonly string[],
  year: number,
): Promise<KeyIndicatorRecord[]> {
  const { rows } = await sql<KeyIndicatorRecord>`
    select k.unit_id as "unitId", k.indicator_id as "indicatorId", k.reason, k.submitted_at as "submittedAt",
      k.submitted_by as "submittedBy"
    from contest.key_indicator k join contest.indicator i on i.id = k.indicator_id
    where k.unit_id = any(${[...unitIds]}::uuid[]) and k.year = ${year} order by i.key`.execute(ctx.transaction);
  return rows;
}

/** What is named now takes the place of what was named before, in one statement. */
export async function putKeyIndicators(
  ctx: Context,
  unitId: string,
  year: number,
  rows: readonly { indicatorId: string; reason: string }[],
): Promise<void> {
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g("indicatorId" uuid, reason text)
    ), gone as (
      delete from contest.key_indicator k where k.unit_id = ${unitId} and k.year = ${year}
        and not exists (select from given g where g."indicatorId" = k.indicator_id)
    )
    insert into contest.key_indicator (unit_id, year, indicator_id, reason, submitted_at, submitted_by)
    select ${unitId}, ${year}, "indicatorId", reason, ${ctx.clock.now().toISOString()}::timestamptz, ${ctx.user?.accountId ?? null}::uuid
    from given
    on conflict (unit_id, year, indicator_id) do update set reason = excluded.reason, submitted_at = excluded.submitted_at,
      submitted_by = excluded.submitted_by, version = key_indicator.version + 1`.execute(ctx.transaction);
}
