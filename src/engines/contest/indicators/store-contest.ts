import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Ranking } from '../ranking/contest-file';
import { plain } from './store';

export interface CheckRecord {
  entrantId: string;
  item: string;
  check: string;
  points: string;
}

export async function checksOf(ctx: Context, contestId: string, period: string): Promise<CheckRecord[]> {
  const { rows } = await sql<CheckRecord>`
    select entrant_id as "entrantId", item, check_key as "check", ${plain('points')} as points from contest.indicator_check
    where contest_id = ${contestId} and period = ${period} order by entrant_id, item, check_key`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function putChecks(
  ctx: Context,
  contestId: string,
  period: string,
  rows: readonly CheckRecord[],
): Promise<void> {
  await sql`
    insert into contest.indicator_check (contest_id, entrant_id, period, item, check_key, points, given_at, given_by)
    select distinct on ("entrantId", item, "check") ${contestId}::uuid, "entrantId", ${period}, item, "check", points,
      ${ctx.clock.now().toISOString()}::timestamptz, ${ctx.user?.accountId ?? null}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g("entrantId" uuid, item text, "check" text, points numeric)
    on conflict (contest_id, entrant_id, period, item, check_key) do update set points = excluded.points,
      given_at = excluded.given_at, given_by = excluded.given_by`.execute(ctx.transaction);
}

export interface VetoRecord {
  id: string;
  contestId: string;
  entrantId: string;
  veto: string;
  onDay: Day;
  reason: string;
  recordedBy: string | null;
  liftedBy: string | null;
  liftedReason: string;
}

const vetoColumns = sql`id, contest_id as "contestId", entrant_id as "entrantId", veto_key as veto, on_day as "onDay", reason,
  recorded_by as "recordedBy", lifted_by as "liftedBy", lifted_reason as "liftedReason"`;

export async function vetoesOf(ctx: Context, contestId: string): Promise<VetoRecord[]> {
  const { rows } = await sql<VetoRecord>`select ${vetoColumns} from contest.indicator_veto
    where contest_id = ${contestId} order by on_day desc, id`.execute(ctx.transaction);
  return rows;
}

export async function vetoById(ctx: Context, id: string): Promise<VetoRecord | null> {
  const { rows } = await sql<VetoRecord>`select ${vetoColumns} from contest.indicator_veto where id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function insertVeto(
  ctx: Context,
  row: Pick<VetoRecord, 'contestId' | 'entrantId' | 'veto' | 'onDay' | 'reason'>,
): Promise<string> {
  const id = newId();
  await sql`
    insert into contest.indicator_veto (id, contest_id, entrant_id, veto_key, on_day, reason, recorded_at, recorded_by)
    values (${id}, ${row.contestId}, ${row.entrantId}, ${row.veto}, ${row.onDay}::date, ${row.reason},
      ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null})`.execute(ctx.transaction);
  return id;
}

export async function liftVeto(ctx: Context, id: string, reason: string): Promise<void> {
  await sql`
    update contest.indicator_veto set lifted_at = ${ctx.clock.now().toISOString()}, lifted_by = ${ctx.user?.accountId ?? null},
      lifted_reason = ${reason} where id = ${id}`.execute(ctx.transaction);
}

/** What stands of each published month, the latest month first. */
export async function publishedMonths(
  ctx: Context,
  contestId: string,
): Promise<{ period: string; ranking: Ranking }[]> {
  const { rows } = await sql<{ period: string; ranking: Ranking }>`
    select distinct on (period) period, ranking from contest.published_ranking
    where contest_id = ${contestId} and period ~ '^[0-9]{4}-[0-9]{2}$' order by period desc, number desc`.execute(
    ctx.transaction,
  );
  return rows;
}
