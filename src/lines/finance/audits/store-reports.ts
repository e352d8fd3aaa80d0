import { sql } from 'kysely';
import { userOf, type Context } from '#kernel';

export interface ReportRecord {
  id: string;
  auditId: string;
  number: number;
  /** As `reportContent` reads it. */
  content: unknown;
  hash: string;
  at: Date;
  byName: string;
}

const columns = sql`r.id, r.audit_id as "auditId", r.number, r.content, r.hash, r.issued_at as at, r.issued_by_name as "byName"`;

export async function reportsOf(ctx: Context, auditId: string): Promise<ReportRecord[]> {
  const { rows } = await sql<ReportRecord>`
    select ${columns} from finance.audit_report r where r.audit_id = ${auditId} order by r.number desc`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function reportRecord(ctx: Context, id: string): Promise<ReportRecord | null> {
  const { rows } = await sql<ReportRecord>`
    select ${columns} from finance.audit_report r where r.id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function insertReport(
  ctx: Context,
  report: Pick<ReportRecord, 'id' | 'auditId' | 'number' | 'hash'> & { content: string },
): Promise<void> {
  const { accountId, name } = userOf(ctx);
  const { id, auditId, number, content, hash } = report;
  await sql`
    insert into finance.audit_report (id, audit_id, number, content, hash, issued_at, issued_by, issued_by_name)
    values (${id}, ${auditId}, ${number}, ${content}::jsonb, ${hash}, ${ctx.clock.now().toISOString()}, ${accountId}, ${name})`.execute(
    ctx.transaction,
  );
}
