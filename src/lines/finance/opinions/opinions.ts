import { sql } from 'kysely';
import { notFound, type Context } from '#kernel';
import { dayOf, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { isStatementReadable } from '#engines/ledger';
import type { Opinion } from '../audits/contract';
import type * as contract from './contract';

interface StatedRecord {
  opinion: Opinion;
  words: string;
  at: Date;
  audit: string;
}

/** What counts of each audit that was issued: one under way, or given up, says nothing to others. */
async function statedOf(ctx: Context, statementId: string): Promise<StatedRecord[]> {
  const { rows } = await sql<StatedRecord>`
    select * from (
      select distinct on (o.audit_id) o.opinion, o.words, o.stated_at as at, a.name as audit
      from finance.audit_opinion o join finance.audit a on a.id = o.audit_id
      where o.statement_id = ${statementId} and a.state = 'issued'
      order by o.audit_id, o.stated_at desc, o.id desc
    ) last order by at desc`.execute(ctx.transaction);
  return rows;
}

/** Whoever reads a published statement reads what the auditors say of it. Refuses: a statement that isn't the reader's. */
export async function listStatementOpinions(
  ctx: Context,
  { params }: Pick<EndpointInput<typeof contract.listStatementOpinions>, 'params'>,
): Promise<EndpointResponse<typeof contract.listStatementOpinions>> {
  if (!(await isStatementReadable(ctx, params.id))) throw notFound();
  const rows = await statedOf(ctx, params.id);
  return { rows: rows.map(({ at, ...said }) => ({ ...said, on: dayOf(at) })) };
}
