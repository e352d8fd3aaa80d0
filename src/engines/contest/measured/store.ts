import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { MeasuredAttempt } from './file';

export interface AttemptRecord {
  entrantId: string;
  round: number;
  attempt: number;
  version: number;
  state: MeasuredAttempt['state'] | 'void';
  value: string | null;
  second: string | null;
  legs: string[];
  penalties: MeasuredAttempt['penalties'];
  reason: string;
}

export interface AttemptVersion extends AttemptRecord {
  recordedAt: Date;
  recordedBy: string | null;
}

const columns = sql`entrant_id as "entrantId", round, attempt, version, state, value, second, legs, penalties, reason`;

/** The version of each attempt that stands, those that never were among them. */
export async function attemptsOf(ctx: Context, contestId: string): Promise<AttemptRecord[]> {
  const { rows } = await sql<AttemptRecord>`
    select distinct on (entrant_id, round, attempt) ${columns} from contest.attempt
    where contest_id = ${contestId} order by entrant_id, round, attempt, version desc`.execute(ctx.transaction);
  return rows;
}

export async function versionsOf(
  ctx: Context,
  contestId: string,
  key: { entrantId: string; round: number; attempt: number },
): Promise<AttemptVersion[]> {
  const { rows } = await sql<AttemptVersion>`
    select ${columns}, recorded_at as "recordedAt", recorded_by as "recordedBy" from contest.attempt
    where contest_id = ${contestId} and entrant_id = ${key.entrantId} and round = ${key.round} and attempt = ${key.attempt}
    order by version desc`.execute(ctx.transaction);
  return rows;
}

export async function insertAttempt(ctx: Context, contestId: string, row: AttemptRecord): Promise<void> {
  await sql`
    insert into contest.attempt (contest_id, entrant_id, round, attempt, version, state, value, second, legs, penalties, reason,
      recorded_at, recorded_by)
    values (${contestId}, ${row.entrantId}, ${row.round}, ${row.attempt}, ${row.version}, ${row.state}, ${row.value}, ${row.second},
      ${row.legs}::text[], ${JSON.stringify(row.penalties)}::jsonb, ${row.reason}, ${ctx.clock.now().toISOString()},
      ${ctx.user?.accountId ?? null})`.execute(ctx.transaction);
}

export interface HeatPlace {
  round: number;
  heat: number;
  lane: number;
  entrantId: string;
}

export async function heatPlacesOf(ctx: Context, contestId: string): Promise<HeatPlace[]> {
  const { rows } = await sql<HeatPlace>`
    select round, heat, lane, entrant_id as "entrantId" from contest.heat_place where contest_id = ${contestId}
    order by round, heat, lane`.execute(ctx.transaction);
  return rows;
}

export async function replaceHeats(
  ctx: Context,
  contestId: string,
  round: number,
  places: readonly Omit<HeatPlace, 'round'>[],
): Promise<void> {
  await sql`delete from contest.heat_place where contest_id = ${contestId} and round = ${round}`.execute(
    ctx.transaction,
  );
  await sql`
    insert into contest.heat_place (contest_id, round, heat, lane, entrant_id)
    select ${contestId}, ${round}, p.heat, p.lane, p."entrantId"
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as p(heat int, lane int, "entrantId" uuid)`.execute(
    ctx.transaction,
  );
}
