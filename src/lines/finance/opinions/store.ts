import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Opinion } from '../audits/contract';

export interface StatedRecord {
  opinion: Opinion;
  words: string;
  at: Date;
  audit: string;
}

/** What counts of each audit that was issued: one under way, or given up, says nothing to others. */
export async function statedOf(ctx: Context, statementId: string): Promise<StatedRecord[]> {
  const { rows } = await sql<StatedRecord>`
    select * from (
      select distinct on (o.audit_id) o.opinion, o.words, o.stated_at as at, a.name as audit
      from finance.audit_opinion o join finance.audit a on a.id = o.audit_id
      where o.statement_id = ${statementId} and a.state = 'issued'
      order by o.audit_id, o.stated_at desc, o.id desc
    ) last order by at desc`.execute(ctx.transaction);
  return rows;
}
