import { z } from 'zod';
import {
  defineErrors,
  endpoint,
  pageOf,
  pageQuery,
  parameterShape,
  type PermissionName,
  MOST_FEN,
} from '#kernel/contract';
import { abilities, byId, day, fen, moneyDay, unitName, version, words } from '../terms';

/** read: what was issued; write: the auditor's own desk; answer: whoever puts right what was found. */
export const auditPermissions = [
  'finance.audit.read',
  'finance.audit.write',
  'finance.audit.answer',
] as const satisfies readonly PermissionName[];

/** So many working days after a finding was issued or sent back its answer is due. */
export const auditDaysShape = parameterShape({
  key: 'finance.auditDays',
  unit: 'days',
  schema: z.int().min(1).max(250),
});

/** No draw takes more: nobody would look at them. */
export const MOST_DRAWN = 2000;

export const auditStates = ['open', 'issued', 'withdrawn'] as const;
export type AuditState = (typeof auditStates)[number];

/** Whose records brought an entry about. */
export const drawSources = ['voucher', 'claim', 'dues', 'relief', 'savings', 'transfer', 'import'] as const;
export type DrawSource = (typeof drawSources)[number];

const bookName = z.object({ id: z.uuid(), name: z.string() });
const counted = z.object({ count: z.int(), sum: fen });
const positiveFen = fen.refine((value) => value > 0n && value <= MOST_FEN);
export const entryName = z.object({ id: z.uuid(), month: z.string(), number: z.int().nullable() });

export const auditRow = z.object({
  id: z.uuid(),
  name: z.string(),
  unit: unitName,
  books: z.array(bookName),
  from: day,
  to: day,
  state: z.enum(auditStates),
  openedOn: day,
  openedByName: z.string(),
  /** What was there to look at when a sample was last drawn; null before the first draw. */
  whole: counted.nullable(),
  sampled: counted,
  looked: counted,
  /** Findings that wait for an answer or for what the auditor says of it, and those of them that are late. */
  openFindings: z.int(),
  overdueFindings: z.int(),
});
export type AuditRow = z.infer<typeof auditRow>;

/** Which entries are drawn from; whatever is said must fit. */
export const drawFilter = z.object({
  bookId: z.uuid().optional(),
  /** With what lies below it. */
  account: z
    .string()
    .regex(/^\d{3,12}$/)
    .optional(),
  atLeast: positiveFen.optional(),
  partyId: z.uuid().optional(),
  budgetLineId: z.uuid().optional(),
  commitmentId: z.uuid().optional(),
  source: z.enum(drawSources).optional(),
});
export type DrawFilter = z.infer<typeof drawFilter>;

export const auditDraw = z.object({
  id: z.uuid(),
  filter: drawFilter,
  /** What ids of the filter are called. */
  named: z.object({ book: z.string(), party: z.string(), budgetLine: z.string() }),
  /** Null: all of the population was taken. */
  size: z.int().nullable(),
  seed: z.string(),
  population: counted,
  fingerprint: z.string(),
  drawn: counted,
  whole: counted,
  ends: z.array(z.object({ bookId: z.uuid(), position: z.int(), hash: z.string() })),
  at: z.iso.datetime(),
  byName: z.string(),
});
export type AuditDraw = z.infer<typeof auditDraw>;

export const opinions = ['agreed', 'qualified', 'refused'] as const;
export type Opinion = (typeof opinions)[number];

export const auditOpinion = z.object({
  id: z.uuid(),
  statement: z.object({
    id: z.uuid(),
    bookName: z.string(),
    on: day,
    span: z.enum(['month', 'year']),
    version: z.int(),
    hash: z.string(),
  }),
  opinion: z.enum(opinions),
  words: z.string(),
  at: z.iso.datetime(),
  byName: z.string(),
});
export type AuditOpinion = z.infer<typeof auditOpinion>;

export const auditWhole = auditRow.extend({
  why: z.string(),
  reason: z.string(),
  draws: z.array(auditDraw),
  papers: z.object({ open: z.int(), in_order: z.int(), finding: z.int() }),
  opinions: z.array(auditOpinion),
  reports: z.array(z.object({ id: z.uuid(), number: z.int(), at: z.iso.datetime(), byName: z.string() })),
  /** Who may answer for the unit; empty for whoever doesn't write findings. */
  answerers: z.array(z.object({ id: z.uuid(), name: z.string() })),
  version,
  abilities,
});
export type AuditWhole = z.infer<typeof auditWhole>;

export const paperResults = ['open', 'in_order', 'finding'] as const;
export type PaperResult = (typeof paperResults)[number];

export const auditPaper = z.object({
  entry: entryName,
  book: bookName,
  on: day,
  words: z.string(),
  amount: fen,
  isReversed: z.boolean(),
  result: z.enum(paperResults),
  note: z.string(),
  lookedByName: z.string(),
  findings: z.array(z.object({ id: z.uuid(), number: z.int() })),
  version,
});
export type AuditPaper = z.infer<typeof auditPaper>;

const path = '/api/finance/audits';
const read = 'finance.audit.read';
const write = 'finance.audit.write';

export const listAudits = endpoint({
  name: 'finance.listAudits',
  method: 'GET',
  path,
  permission: read,
  summary: 'Audits within reach, the latest first; one that is under way is seen by auditors alone.',
  query: pageQuery.extend({ unitId: z.uuid().optional(), state: z.enum(auditStates).optional() }),
  response: pageOf(auditRow),
});

export const auditMonth = z.object({
  /** `2024-05` */
  month: z.string(),
  count: z.int(),
  state: z.enum(['looked', 'under_way', 'unchecked']),
  auditId: z.uuid().nullable(),
});

export const getAuditRoom = endpoint({
  name: 'finance.getAuditRoom',
  method: 'GET',
  path: `${path}/room`,
  permission: write,
  summary:
    'The auditor’s desk: audits under way with their coverage, findings by state, and months nobody has looked at.',
  query: z.object({ unitId: z.uuid().optional() }),
  isOneMoment: true,
  response: z.object({
    audits: z.array(auditRow),
    findings: z.array(z.object({ state: z.string(), count: z.int() })),
    overdue: z.int(),
    unchecked: z.int(),
    books: z.array(z.object({ id: z.uuid(), name: z.string(), unit: unitName, months: z.array(auditMonth) })),
  }),
});

export const openAudit = endpoint({
  name: 'finance.openAudit',
  method: 'POST',
  path,
  permission: write,
  summary: 'Opens an audit of books of a unit for a span of days, with its reason.',
  body: z.object({
    ...{ unitId: z.uuid(), name: words(100, 2), why: words(500, 2), from: moneyDay, to: moneyDay },
    bookIds: z.array(z.uuid()).min(1).max(50),
  }),
  response: auditWhole,
  errors: ['finance.audit_not_apart', 'finance.audit_own_entries', 'finance.audit_span', 'finance.audit_books_unfit'],
});

export const showAudit = endpoint({
  name: 'finance.showAudit',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'An audit with its draws, its coverage, its opinions and its reports.',
  params: byId,
  isOneMoment: true,
  response: auditWhole,
});

export const withdrawAudit = endpoint({
  name: 'finance.withdrawAudit',
  method: 'POST',
  path: `${path}/:id/withdraw`,
  permission: write,
  summary: 'Gives an audit up, with the reason; it stays readable.',
  params: byId,
  body: z.object({ version, reason: words(300, 2) }),
  response: auditWhole,
  errors: ['finance.audit_over', 'finance.audit_findings_open', 'kernel.changed_meanwhile'],
});

export const countAuditPopulation = endpoint({
  name: 'finance.countAuditPopulation',
  method: 'GET',
  path: `${path}/:id/population`,
  permission: write,
  summary: 'How many entries a filter finds, and what they come to.',
  params: byId,
  query: drawFilter,
  isOneMoment: true,
  response: z.object({ ...counted.shape, waiting: z.int() }),
});

export const drawAuditSample = endpoint({
  name: 'finance.drawAuditSample',
  method: 'POST',
  path: `${path}/:id/draws`,
  permission: write,
  summary: 'Draws a sample, all that a filter finds or so many at random, and fixes what it was drawn from.',
  params: byId,
  body: drawFilter.extend({
    size: z.int().min(1).max(MOST_DRAWN).optional(),
    /** Thrown by the committee, for instance; without one the program makes one. */
    seed: words(60, 1).optional(),
  }),
  response: auditWhole,
  errors: [
    ...['finance.audit_over', 'finance.audit_draw_empty', 'finance.audit_draw_large', 'ledger.sealing_waits'],
    'finance.audit_own_entries',
  ],
});

export const proveAuditDraw = endpoint({
  name: 'finance.proveAuditDraw',
  method: 'GET',
  path: '/api/finance/audit-draws/:id/proof',
  permission: write,
  summary: 'Draws a sample again from what was fixed, and compares.',
  params: byId,
  isOneMoment: true,
  response: z.object({
    population: counted,
    fingerprint: z.string(),
    /** The chain still has the links up to which was drawn. */
    isChainWhole: z.boolean(),
    isSame: z.boolean(),
  }),
});

const askedPapers = z.object({
  result: z.enum(paperResults).optional(),
  drawId: z.uuid().optional(),
  bookId: z.uuid().optional(),
});

export const listAuditPapers = endpoint({
  name: 'finance.listAuditPapers',
  method: 'GET',
  path: `${path}/:id/papers`,
  permission: write,
  summary: 'The working papers of the entries in the sample, by their days.',
  params: byId,
  query: pageQuery.extend(askedPapers.shape),
  response: pageOf(auditPaper),
});

export const exportAuditPapers = endpoint({
  name: 'finance.exportAuditPapers',
  method: 'GET',
  path: `${path}/:id/papers.xlsx`,
  permission: write,
  summary: 'The working papers as an Excel file.',
  params: byId,
  query: askedPapers,
  response: 'file',
});

export const writeAuditPaper = endpoint({
  name: 'finance.writeAuditPaper',
  method: 'PUT',
  path: `${path}/:id/papers/:entryId`,
  permission: write,
  summary: 'Says of an entry in the sample what looking at it came to.',
  params: z.object({ id: z.uuid(), entryId: z.uuid() }),
  body: z.object({ version, result: z.enum(paperResults), note: words(1000).default('') }),
  response: auditPaper,
  errors: ['finance.audit_over', 'finance.audit_paper_in_finding', 'kernel.changed_meanwhile'],
});

export const stateAuditOpinion = endpoint({
  name: 'finance.stateAuditOpinion',
  method: 'POST',
  path: `${path}/:id/opinions`,
  permission: write,
  summary: 'Says of a published statement of a book and span under audit that it was examined, and with which opinion.',
  params: byId,
  body: z.object({ statementId: z.uuid(), opinion: z.enum(opinions), words: words(1000).default('') }),
  response: auditWhole,
  errors: ['finance.audit_over', 'finance.audit_statement_unfit', 'finance.audit_opinion_bare'],
});

export const auditErrors = defineErrors({
  'finance.audit_not_apart': 403,
  'finance.audit_own_entries': 403,
  'finance.audit_span': 422,
  'finance.audit_books_unfit': 422,
  'finance.audit_over': 409,
  'finance.audit_findings_open': 409,
  'finance.audit_draw_empty': 409,
  'finance.audit_draw_large': 422,
  'finance.audit_paper_in_finding': 409,
  'finance.audit_statement_unfit': 422,
  'finance.audit_opinion_bare': 422,
});
