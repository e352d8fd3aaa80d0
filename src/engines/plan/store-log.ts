import { sql } from 'kysely';
import type { Context } from '#kernel';

export interface LogLine {
  at: Date;
  what: string;
  byName: string;
  details: string;
}

/** What people wrote under a commitment, from the rows themselves: tasks, evidence, comments. */
export async function commitmentLog(ctx: Context, commitmentId: string): Promise<LogLine[]> {
  const { rows } = await sql<LogLine>`
    select recorded_at as at, 'evidence' as what, recorded_by_name as "byName", left(body, 120) as details
      from plan.evidence where commitment_id = ${commitmentId}
    union all select withdrawn_at, 'evidence_withdrawn', recorded_by_name, coalesce(withdrawn_reason, '')
      from plan.evidence where commitment_id = ${commitmentId} and withdrawn_at is not null
    union all select made_at, 'comment', made_by_name, left(body, 120) from plan.comment where commitment_id = ${commitmentId}
    union all select created_at, 'task', '', title from plan.task where commitment_id = ${commitmentId}
    order by 1 desc limit 100`.execute(ctx.transaction);
  return rows;
}
