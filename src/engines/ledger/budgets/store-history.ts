import { sql } from 'kysely';
import type { Context } from '#kernel';
import { targetOf, type LineColumns } from './rows';
import type { LineTarget } from './rules';

export interface LineMilestone {
  number: number;
  decidedAt: Date;
  reason: string;
  target: LineTarget;
}

/** What a line asked for in each version that was put in force, the latest first. */
export async function lineHistory(ctx: Context, lineId: string): Promise<LineMilestone[]> {
  const { rows } = await sql<Omit<LineMilestone, 'target'> & LineColumns>`
    select v.number, v.decided_at as "decidedAt", v.reason, l.ceiling_fen, l.floor_fen, l.about_fen, l.tolerance_percent
    from ledger.budget_version_line l join ledger.budget_version v on v.id = l.version_id
    where l.line_id = ${lineId} and v.state in ('in_force', 'replaced')
    order by v.number desc`.execute(ctx.transaction);
  return rows.map(({ number, decidedAt, reason, ...row }) => ({ number, decidedAt, reason, target: targetOf(row) }));
}
