import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, MOST_FEN } from '#kernel/contract';
import { abilities, byId, day, fen, unitName, version, words } from '../terms';
import { auditOpinion, auditWhole, entryName } from './contract';

export const findingKinds = ['no_attachment', 'wrong_account', 'over_cap', 'no_budget', 'late', 'other'] as const;
export const gravities = ['slight', 'plain', 'grave'] as const;

/** issued, returned: with those who answer; draft, answered: with the auditor. */
export const findingStates = ['draft', 'issued', 'answered', 'returned', 'closed', 'withdrawn'] as const;
export type FindingState = (typeof findingStates)[number];
export const findingSteps = ['written', 'issued', 'answered', 'returned', 'closed', 'withdrawn'] as const;
export type FindingStep = (typeof findingSteps)[number];

export const MOST_FINDING_FILES = 20;
export const MAX_FINDING_FILE_BYTES = 10 * 1024 * 1024;

export const findingRow = z.object({
  id: z.uuid(),
  audit: z.object({ id: z.uuid(), name: z.string() }),
  number: z.int(),
  unit: unitName,
  book: z.object({ id: z.uuid(), name: z.string() }),
  kind: z.enum(findingKinds),
  gravity: z.enum(gravities),
  words: z.string(),
  /** The sum in question. */
  amount: fen.nullable(),
  state: z.enum(findingStates),
  dueOn: day.nullable(),
  isOverdue: z.boolean(),
  answererName: z.string().nullable(),
  entries: z.int(),
});
export type FindingRow = z.infer<typeof findingRow>;

export const findingWhole = findingRow.extend({
  answererId: z.uuid().nullable(),
  entryRows: z.array(entryName.extend({ on: day, words: z.string(), amount: fen })),
  steps: z.array(
    z.object({
      step: z.enum(findingSteps),
      words: z.string(),
      /** What was posted to put it right. */
      correction: entryName.nullable(),
      files: z.array(z.object({ id: z.uuid(), name: z.string() })),
      at: z.iso.datetime(),
      byName: z.string(),
    }),
  ),
  /** Files that were added for the answer that is being written. */
  files: z.array(z.object({ id: z.uuid(), name: z.string() })),
  version,
  abilities,
});
export type FindingWhole = z.infer<typeof findingWhole>;

const read = 'finance.audit.read';
const write = 'finance.audit.write';
const answer = 'finance.audit.answer';
const path = '/api/finance/audit-findings';

const asked = z.object({
  unitId: z.uuid().optional(),
  auditId: z.uuid().optional(),
  state: z.enum(findingStates).optional(),
  /** Only those whose answer is late. */
  isOverdue: z.enum(['yes']).optional(),
  /** Only those whose answer is waited for. */
  isWaiting: z.enum(['yes']).optional(),
});

export const listAuditFindings = endpoint({
  name: 'finance.listAuditFindings',
  method: 'GET',
  path,
  permission: read,
  summary: 'Findings within reach, the latest first; what was not issued is seen by auditors alone.',
  query: pageQuery.extend(asked.shape),
  response: pageOf(findingRow),
});

export const exportAuditFindings = endpoint({
  name: 'finance.exportAuditFindings',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: asked,
  response: 'file',
});

export const showAuditFinding = endpoint({
  name: 'finance.showAuditFinding',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'A finding with its entries and every step of its way.',
  params: byId,
  response: findingWhole,
});

const content = z.object({
  bookId: z.uuid(),
  kind: z.enum(findingKinds),
  gravity: z.enum(gravities),
  words: words(2000, 2),
  amount: fen.refine((value) => value >= 0n && value <= MOST_FEN).nullable(),
  answererId: z.uuid().nullable(),
  entryIds: z.array(z.uuid()).max(500),
});
export type FindingContent = z.infer<typeof content>;

const unfit = ['finance.audit_over', 'finance.audit_entries_unfit', 'finance.audit_answerer_unfit'] as const;

export const addAuditFinding = endpoint({
  name: 'finance.addAuditFinding',
  method: 'POST',
  path: '/api/finance/audits/:id/findings',
  permission: write,
  summary: 'Writes down what was found; it is a draft until it is issued.',
  params: byId,
  body: content,
  response: findingWhole,
  errors: [...unfit, 'finance.audit_books_unfit'],
});

export const saveAuditFinding = endpoint({
  name: 'finance.saveAuditFinding',
  method: 'PUT',
  path: `${path}/:id`,
  permission: write,
  summary: 'Changes a finding that was not issued yet.',
  params: byId,
  body: content.extend({ version }),
  response: findingWhole,
  errors: [...unfit, 'finance.audit_books_unfit', 'finance.audit_finding_step', 'kernel.changed_meanwhile'],
});

const step = <Verb extends string>(verb: Verb) =>
  ({ method: 'POST', path: `${path}/:id/${verb}`, params: byId }) as const;
const stale = ['finance.audit_finding_step', 'kernel.changed_meanwhile'] as const;

export const issueAuditFinding = endpoint({
  ...step('issue'),
  name: 'finance.issueAuditFinding',
  permission: write,
  summary: 'Hands a finding to those who answer, with the day on which the answer is due.',
  body: z.object({ version }),
  response: findingWhole,
  errors: [...stale],
});

export const answerAuditFinding = endpoint({
  ...step('answer'),
  name: 'finance.answerAuditFinding',
  permission: answer,
  summary: 'Answers a finding: what was done, with the files that were added and the entry that put it right.',
  body: z.object({
    version,
    words: words(2000, 2),
    correction: z.object({ month: z.string().regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/), number: z.int().min(1) }).nullable(),
  }),
  response: findingWhole,
  errors: [...stale, 'finance.audit_correction_unfit', 'roster.same_hand'],
});

export const closeAuditFinding = endpoint({
  ...step('close'),
  name: 'finance.closeAuditFinding',
  permission: write,
  summary: 'Accepts an answer; the finding is closed.',
  body: z.object({ version, words: words(500).default('') }),
  response: findingWhole,
  errors: [...stale, 'roster.same_hand'],
});

export const returnAuditFinding = endpoint({
  ...step('return'),
  name: 'finance.returnAuditFinding',
  permission: write,
  summary: 'Sends an answer back with the reason; another one is due.',
  body: z.object({ version, reason: words(500, 2) }),
  response: findingWhole,
  errors: [...stale, 'roster.same_hand'],
});

export const withdrawAuditFinding = endpoint({
  ...step('withdraw'),
  name: 'finance.withdrawAuditFinding',
  permission: write,
  summary: 'Withdraws a finding with the reason; it stays readable.',
  body: z.object({ version, reason: words(500, 2) }),
  response: findingWhole,
  errors: [...stale],
});

const ofFile = z.object({ id: z.uuid(), fileId: z.uuid() });

export const addAuditFile = endpoint({
  name: 'finance.addAuditFile',
  method: 'POST',
  path: `${path}/:id/files`,
  permission: answer,
  summary: 'Adds a photo or PDF to the answer that is being written.',
  params: byId,
  query: z.object({ name: z.string().trim().min(1).max(200) }),
  body: 'bytes',
  maxBytes: MAX_FINDING_FILE_BYTES,
  response: findingWhole,
  errors: ['file.type_refused', 'file.empty', 'kernel.too_large', 'finance.audit_finding_step', 'finance.files_many'],
});

export const getAuditFile = endpoint({
  name: 'finance.getAuditFile',
  method: 'GET',
  path: `${path}/:id/files/:fileId`,
  permission: read,
  summary: 'A file of an answer.',
  params: ofFile,
  response: 'file',
});

export const removeAuditFile = endpoint({
  name: 'finance.removeAuditFile',
  method: 'DELETE',
  path: `${path}/:id/files/:fileId`,
  permission: answer,
  summary: 'Takes a file away again before the answer is given.',
  params: ofFile,
  response: findingWhole,
  errors: ['finance.audit_finding_step'],
});

/** What a report says, as it was when it was issued. */
export const reportContent = z.object({
  name: z.string(),
  unitName: z.string(),
  why: z.string(),
  from: day,
  to: day,
  books: z.array(z.string()),
  ...auditWhole.pick({ whole: true, sampled: true, looked: true, papers: true }).shape,
  draws: auditWhole.shape.draws,
  findings: z.array(
    findingRow
      .omit({ id: true, audit: true, unit: true, entries: true })
      .extend({ answer: z.string(), decision: z.string(), entryNames: z.array(entryName) }),
  ),
  opinions: z.array(auditOpinion),
  statement: z.string(),
  committee: z.array(z.string()),
  issuedOn: day,
});
export type ReportContent = z.infer<typeof reportContent>;

export const auditReport = z.object({
  id: z.uuid(),
  audit: z.object({ id: z.uuid(), name: z.string() }),
  number: z.int(),
  content: reportContent,
  hash: z.string(),
  /** Whether what is kept still is what the fingerprint says. */
  isIntact: z.boolean(),
  at: z.iso.datetime(),
  byName: z.string(),
});
export type AuditReport = z.infer<typeof auditReport>;

export const issueAuditReport = endpoint({
  name: 'finance.issueAuditReport',
  method: 'POST',
  path: '/api/finance/audits/:id/reports',
  permission: write,
  summary: 'Issues the report of an audit, or a further one later; what it says is kept with its fingerprint.',
  params: byId,
  body: z.object({ version, statement: words(5000, 2), committee: z.array(words(40, 1)).min(1).max(15) }),
  response: auditReport,
  errors: [
    ...['finance.audit_over', 'finance.audit_papers_open', 'finance.audit_findings_drafted'],
    ...['finance.audit_undrawn', 'finance.audit_report_stands', 'kernel.changed_meanwhile'],
  ],
});

export const showAuditReport = endpoint({
  name: 'finance.showAuditReport',
  method: 'GET',
  path: '/api/finance/audit-reports/:id',
  permission: read,
  summary: 'A report as it was issued, proved by its fingerprint.',
  params: byId,
  response: auditReport,
});

export const exportAuditReport = endpoint({
  name: 'finance.exportAuditReport',
  method: 'GET',
  path: '/api/finance/audit-reports/:id/report.docx',
  permission: read,
  summary: 'The report in the layout of official papers.',
  params: byId,
  response: 'file',
});

export const findingErrors = defineErrors({
  'finance.audit_entries_unfit': 422,
  'finance.audit_answerer_unfit': 422,
  'finance.audit_correction_unfit': 422,
  'finance.audit_finding_step': 409,
  'finance.audit_papers_open': 409,
  'finance.audit_findings_drafted': 409,
  'finance.audit_undrawn': 409,
  'finance.audit_report_stands': 409,
});
