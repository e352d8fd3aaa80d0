import { createHash } from 'node:crypto';
import { AppError, audit as note, newId, notFound, toJson, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { entryHeads } from '#engines/ledger';
import type * as contract from './contract-findings';
import { reportContent, type AuditReport, type ReportContent } from './contract-findings';
import { presentFindings } from './findings';
import { auditFor, refuseNotApart } from './policy';
import { presentAudit } from './present';
import * as store from './store';
import { findingsOfAudit, stepsOf } from './store-findings';
import { insertReport, reportRecord, reportsOf, type ReportRecord } from './store-reports';

type Input<E> = EndpointInput<E>;

/** Over what the contract's shape writes, keys in its order: what was kept and is read again gives the same. */
const hashOf = (content: ReportContent): string => createHash('sha256').update(toJson(content)).digest('hex');

async function findingsNow(ctx: Context, auditId: string): Promise<ReportContent['findings']> {
  const issued = (await findingsOfAudit(ctx, auditId)).filter((finding) => finding.dueOn !== null);
  const rows = await presentFindings(ctx, issued);
  const steps = await stepsOf(
    ctx,
    issued.map((finding) => finding.id),
  );
  const heads = await entryHeads(
    ctx,
    issued.flatMap((finding) => finding.entryIds),
  );
  return rows.map((row, i) => {
    const own = steps.filter((step) => step.findingId === row.id);
    const last = (...kinds: string[]) => own.findLast((step) => kinds.includes(step.step))?.words ?? '';
    const { number, book, kind, gravity, words, amount, state, dueOn, isOverdue, answererName } = row;
    return {
      ...{ number, book, kind, gravity, words, amount, state, dueOn, isOverdue, answererName },
      answer: last('answered'),
      decision: last('closed', 'returned', 'withdrawn'),
      entryNames: issued[i]!.entryIds.map((id) => {
        const { month, number: of } = heads.get(id)!;
        return { id, month, number: of };
      }),
    };
  });
}

async function contentNow(
  ctx: Context,
  audit: store.AuditRecord,
  { statement, committee }: Pick<ReportContent, 'statement' | 'committee'>,
): Promise<ReportContent> {
  const { name, unit, why, from, to, books, whole, sampled, looked, papers, draws, opinions } = await presentAudit(
    ctx,
    audit,
  );
  // What is kept and what is read again pass the same shape, so that equal reports are equal texts.
  return reportContent.parse({
    ...{ name, unitName: unit.name, why, from, to, books: books.map((book) => book.name) },
    ...{ whole, sampled, looked, papers, draws, opinions, findings: await findingsNow(ctx, audit.id) },
    ...{ statement, committee, issuedOn: ctx.clock.today() },
  });
}

/**
 * Issues the report: from the first one on the sample and the papers stay as they are, and only the findings go on. Refuses: an
 * audit out of reach, changed meanwhile or given up; one without a sample; papers nobody has looked at; findings that were
 * written and not issued; a report that says what the last one said.
 */
export async function issueAuditReport(
  ctx: Context,
  { params, body }: Input<typeof contract.issueAuditReport>,
): Promise<AuditReport> {
  const audit = await auditFor(ctx, params.id, 'finance.audit.write', 'lock');
  refuseNotApart(ctx, audit.unitPath);
  if (audit.state === 'withdrawn') throw new AppError('finance.audit_over');
  if (audit.version !== body.version) throw new AppError('kernel.changed_meanwhile');
  const figures = (await store.figuresOf(ctx, [audit.id], ctx.clock.today())).get(audit.id)!;
  if (figures.whole === null) throw new AppError('finance.audit_undrawn');
  if (figures.results.open > 0) throw new AppError('finance.audit_papers_open', { count: figures.results.open });
  const drafts = (await findingsOfAudit(ctx, audit.id)).filter((finding) => finding.state === 'draft').length;
  if (drafts > 0) throw new AppError('finance.audit_findings_drafted', { count: drafts });
  const content = await contentNow(ctx, audit, body);
  const hash = hashOf(content);
  const [last] = await reportsOf(ctx, audit.id);
  if (last?.hash === hash) throw new AppError('finance.audit_report_stands', { number: last.number });
  const report = { id: newId(), auditId: audit.id, number: (last?.number ?? 0) + 1, hash };
  await insertReport(ctx, { ...report, content: toJson(content) });
  await store.changeAudit(ctx, audit.id, { state: 'issued' });
  note(ctx, { action: 'finance.issueAuditReport', subject: `audit:${audit.id}`, details: { number: report.number } });
  return presentReport(audit, (await reportRecord(ctx, report.id))!);
}

function presentReport(audit: store.AuditRecord, record: ReportRecord): AuditReport {
  const content = reportContent.parse(record.content);
  const { id, number, hash, byName } = record;
  return {
    ...{ id, number, hash, byName, content, at: record.at.toISOString(), isIntact: hashOf(content) === hash },
    audit: { id: audit.id, name: audit.name },
  };
}

/** Refuses: a report that isn't in reach. */
export async function showAuditReport(ctx: Context, id: string): Promise<AuditReport> {
  const record = await reportRecord(ctx, id);
  if (record === null) throw notFound();
  return presentReport(await auditFor(ctx, record.auditId, 'finance.audit.read'), record);
}
