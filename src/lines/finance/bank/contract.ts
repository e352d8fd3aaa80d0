import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, type PermissionName, MOST_FEN } from '#kernel/contract';
import { byId, day, fen, moneyDay, version, words } from '../terms';

export const bankPermissions = [
  'finance.bank.read',
  'finance.bank.write',
  'finance.bank.review',
] as const satisfies readonly PermissionName[];

export const MOST_STATEMENT_ROWS = 20_000;
export const STATEMENT_MAX_BYTES = 20 * 1024 * 1024;
export const MOST_MATCHED_AT_ONCE = 50;

/** Columns that a statement may have; sums stand in two columns, in one with a mark beside it, or in one with its sign. */
export const statementColumns = [
  'day',
  'out',
  'in',
  'amount',
  'sign',
  'balance',
  'serial',
  'words',
  'purpose',
  'party',
] as const;
export type StatementColumn = (typeof statementColumns)[number];

const place = z.int().min(0).max(59).optional();
export const columnsOfStatement = z.object({
  ...{ day: place, out: place, in: place, amount: place, sign: place },
  ...{ balance: place, serial: place, words: place, purpose: place, party: place },
});
export type StatementColumns = { [Column in StatementColumn]?: number };

/** new: will be taken in; double: the account knows it; opening, note: no movement. */
export const rowVerdicts = ['new', 'double', 'bad', 'opening', 'note'] as const;
export type RowVerdict = (typeof rowVerdicts)[number];
export const rowReasons = [
  'no_day',
  'day_unreadable',
  'day_impossible',
  'day_in_future',
  'before_start',
  'month_finished',
  'no_amount',
  'not_money',
  'too_much',
  'both_sides',
  'sign_unknown',
  'balance_unreadable',
  'twice',
  'known',
] as const;
export type RowReason = (typeof rowReasons)[number];
export const statementStates = ['open', 'done', 'undone'] as const;
export type StatementState = (typeof statementStates)[number];

/** finished: signed by whoever made it; reviewed: by another person too; reopened: no longer stands, and stays readable. */
export const sheetStates = ['finished', 'reviewed', 'reopened'] as const;
export type SheetState = (typeof sheetStates)[number];

export const bankMonth = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/)
  .refine((text) => text >= '1949-10' && text < '2200');

const amount = fen.refine((value) => value <= MOST_FEN && value >= -MOST_FEN);
const abilitiesOf = z.record(z.string(), z.boolean());

const monthState = z.object({
  month: z.string(),
  /** Lines that were read in, and those of them that are not matched whole. */
  lines: z.int(),
  open: z.int(),
  sheet: z.object({ id: z.uuid(), state: z.enum(['finished', 'reviewed']) }).nullable(),
});

export const bankAccount = z.object({
  id: z.uuid(),
  book: z.object({ id: z.uuid(), name: z.string() }),
  account: z.object({ id: z.uuid(), code: z.string(), name: z.string() }),
  unit: z.object({ id: z.uuid(), name: z.string() }),
  bankName: z.string(),
  /** But for its last four signs covered where the reader doesn't keep the account. */
  number: z.string(),
  startsOn: day,
  opening: fen,
  /** What the bank holds by all lines that were read in. */
  balance: fen,
  lastLineOn: day.nullable(),
  finishedUntil: day.nullable(),
  /** The months of the last year from the first statement on, the latest first. */
  months: z.array(monthState),
  version,
  abilities: abilitiesOf,
});
export type BankAccount = z.infer<typeof bankAccount>;

const counts = z.object({
  new: z.int(),
  double: z.int(),
  bad: z.int(),
  breaks: z.int(),
  sumIn: fen,
  sumOut: fen,
  from: day.nullable(),
  to: day.nullable(),
  opening: fen.nullable(),
  closing: fen.nullable(),
  proofOff: fen.nullable(),
  joinOff: fen.nullable(),
});
export const keptCounts = counts;
export type StatementCounts = z.infer<typeof counts>;

export const bankStatement = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  fileName: z.string(),
  headings: z.array(z.string()),
  columns: columnsOfStatement,
  /** The columns are other ones than the headings alone would say: somebody has said them. */
  isRemembered: z.boolean(),
  /** Day and sums are known: it can be read. */
  isFit: z.boolean(),
  state: z.enum(statementStates),
  counts: counts.nullable(),
  createdAt: z.iso.datetime(),
  createdByName: z.string(),
  undoneByName: z.string().nullable(),
  undoReason: z.string().nullable(),
  version,
  abilities: abilitiesOf,
});
export type BankStatement = z.infer<typeof bankStatement>;

export const statementRow = z.object({
  number: z.int(),
  cells: z.array(z.string()),
  verdict: z.enum(rowVerdicts),
  reason: z.string().nullable(),
  on: day.nullable(),
  amount: fen.nullable(),
  balance: fen.nullable(),
  words: z.string(),
  party: z.string(),
  off: fen.nullable(),
});
export type StatementRow = z.infer<typeof statementRow>;

const read = 'finance.bank.read';
const write = 'finance.bank.write';
const path = '/api/finance/bank-accounts';

export const listBankAccounts = endpoint({
  name: 'finance.listBankAccounts',
  method: 'GET',
  path,
  permission: read,
  summary: 'Bank accounts of the books within reach, each with how far its months are reconciled.',
  query: pageQuery.extend({ unitId: z.uuid().optional() }),
  response: pageOf(bankAccount),
  isOneMoment: true,
});

const told = {
  bankName: words(60, 2),
  number: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z][0-9A-Za-z -]{2,38}[0-9A-Za-z]$/),
  opening: amount,
};

export const addBankAccount = endpoint({
  name: 'finance.addBankAccount',
  method: 'POST',
  path,
  permission: write,
  summary: 'Says at which bank an account of a book is kept, from when on statements are read, and what it held then.',
  body: z.object({ bookId: z.uuid(), account: z.string().regex(/^\d{3,12}$/), startsOn: moneyDay, ...told }),
  response: bankAccount,
  errors: ['finance.bank_account_unfit', 'finance.bank_account_taken', 'ledger.day_in_future'],
});

export const showBankAccount = endpoint({
  name: 'finance.showBankAccount',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'A bank account with its months.',
  params: byId,
  response: bankAccount,
  isOneMoment: true,
});

export const saveBankAccount = endpoint({
  name: 'finance.saveBankAccount',
  method: 'PUT',
  path: `${path}/:id`,
  permission: write,
  summary: 'Corrects bank, number and what the account held at first; the latter until a month is finished.',
  params: byId,
  body: z.object({ version, ...told }),
  response: bankAccount,
  errors: ['kernel.changed_meanwhile', 'finance.bank_month_finished'],
});

export const addBankStatement = endpoint({
  name: 'finance.addBankStatement',
  method: 'POST',
  path: `${path}/:id/statements`,
  permission: write,
  summary: 'Takes a statement as Excel or text; it is read and judged, and counts once it is taken in.',
  params: byId,
  query: z.object({ name: z.string().trim().min(1).max(200) }),
  body: 'bytes',
  maxBytes: STATEMENT_MAX_BYTES,
  response: bankStatement,
  errors: [
    'kernel.too_large',
    'finance.bank_no_heading',
    'finance.bank_statement_long',
    'workbook.other_kind',
    'workbook.empty',
  ],
});

export const listBankStatements = endpoint({
  name: 'finance.listBankStatements',
  method: 'GET',
  path: `${path}/:id/statements`,
  permission: read,
  summary: 'Statements of an account, the latest first.',
  params: byId,
  query: pageQuery,
  response: pageOf(bankStatement),
});

const statements = '/api/finance/bank-statements';

export const showBankStatement = endpoint({
  name: 'finance.showBankStatement',
  method: 'GET',
  path: `${statements}/:id`,
  permission: read,
  summary: 'A statement with its columns and what its rows came to.',
  params: byId,
  response: bankStatement,
});

export const listBankStatementRows = endpoint({
  name: 'finance.listBankStatementRows',
  method: 'GET',
  path: `${statements}/:id/rows`,
  permission: read,
  summary:
    'The rows of a statement with what each came to, and why; `breaks` are those that the balances don’t follow.',
  params: byId,
  query: pageQuery.extend({ which: z.enum([...rowVerdicts, 'breaks']).optional() }),
  response: pageOf(statementRow),
});

export const checkBankStatement = endpoint({
  name: 'finance.checkBankStatement',
  method: 'POST',
  path: `${statements}/:id/check`,
  permission: write,
  summary: 'Says which column is which, and judges the rows once more; the choice is remembered for these headings.',
  params: byId,
  body: z.object({ columns: columnsOfStatement, version }),
  response: bankStatement,
  errors: ['kernel.changed_meanwhile', 'finance.bank_statement_over', 'finance.bank_columns'],
});

export const applyBankStatement = endpoint({
  name: 'finance.applyBankStatement',
  method: 'POST',
  path: `${statements}/:id/apply`,
  permission: write,
  summary: 'Takes in what can stand; with balances that don’t follow only where somebody says so.',
  params: byId,
  body: z.object({ version, acceptsBreaks: z.boolean().default(false) }),
  response: bankStatement,
  errors: [
    ...['kernel.changed_meanwhile', 'finance.bank_statement_over', 'finance.bank_columns'],
    ...['finance.bank_nothing_new', 'finance.bank_chain_broken'],
  ],
});

export const undoBankStatement = endpoint({
  name: 'finance.undoBankStatement',
  method: 'POST',
  path: `${statements}/:id/undo`,
  permission: write,
  summary: 'Takes a statement back with its lines, while none is matched, drafted or part of a finished month.',
  params: byId,
  body: z.object({ reason: words(200, 2) }),
  response: bankStatement,
  errors: ['finance.bank_statement_over', 'finance.bank_lines_used', 'finance.bank_month_finished'],
});

export const bankErrors = defineErrors({
  'finance.bank_account_unfit': 422,
  'finance.bank_account_taken': 409,
  'finance.bank_month_finished': 409,
  'finance.bank_no_heading': 422,
  'finance.bank_statement_long': 422,
  'finance.bank_statement_over': 409,
  'finance.bank_columns': 422,
  'finance.bank_nothing_new': 409,
  'finance.bank_chain_broken': 409,
  'finance.bank_lines_used': 409,
  'finance.bank_match_unfit': 422,
  'finance.bank_match_over': 409,
  'finance.bank_voucher_made': 409,
  'finance.bank_line_matched': 409,
  'finance.bank_month_running': 409,
  'finance.bank_month_before_start': 422,
  'finance.bank_difference': 409,
  'finance.bank_own_cash': 403,
  'finance.bank_later_month': 409,
  'finance.bank_sheet_over': 409,
});
