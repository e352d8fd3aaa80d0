import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, parameterShape, type PermissionName } from '#kernel/contract';
import { abilities, byId, day, done, fen, version, words } from '../terms';
import {
  lineTarget,
  breachAct,
  bookOfBudget,
  commitmentName,
  accountName,
  lineContent,
  budgetLine,
  versionHead,
  budgetShift,
  decision,
} from './shapes';

export * from './line-contract';
export * from './shift-contract';
export * from './shapes';
export {
  answerTo,
  breachActs,
  lineStates,
  takesAccount,
  type BreachAct,
  type LineState,
  type LineTarget,
  type TargetKind,
} from './rules';

export const budgetPermissions = [
  'ledger.budget.read',
  'ledger.budget.write',
  'ledger.budget.approve',
] as const satisfies readonly PermissionName[];

/** How far “about 30,000” may be missed upwards and downwards, unless a line says so itself. */
export const bandToleranceShape = parameterShape({
  key: 'ledger.bandTolerance',
  unit: 'ratio',
  schema: z.number().min(0).max(0.5),
});
/** So many days before the end of the year a floor that is not reached begins to alarm. */
export const floorNoticeShape = parameterShape({
  key: 'ledger.floorNotice',
  unit: 'days',
  schema: z.int().min(0).max(366),
});
export const budgetParameters = [bandToleranceShape, floorNoticeShape] as const;

export const budgetErrors = defineErrors({
  'ledger.budget_exists': 409,
  'ledger.budget_year': 422,
  'ledger.budget_lines_missing': 422,
  'ledger.budget_reason_missing': 422,
  'ledger.budget_name_twice': 422,
  'ledger.budget_upside_down': 422,
  'ledger.budget_account_unknown': 422,
  'ledger.budget_commitment_unknown': 422,
  'ledger.budget_line_unknown': 422,
  'ledger.budget_proposed': 409,
  'ledger.budget_nothing_open': 409,
  'ledger.budget_moved': 409,
  'ledger.budget_in_use': 409,
  'ledger.budget_exceeded': 409,
  'ledger.budget_line_closed': 409,
  'ledger.budget_line_elsewhere': 422,
  'ledger.budget_account_unfit': 422,
  'ledger.budget_no_ceiling': 409,
  'ledger.budget_same_line': 422,
  'ledger.budget_shift_decided': 409,
  'ledger.reservation_amount': 422,
  'ledger.reservation_expiry': 422,
  'ledger.reservation_closed': 409,
  'ledger.reservation_exceeded': 409,
  'ledger.reservation_unfit': 422,
});

const path = '/api/ledger/budgets';
const read = 'ledger.budget.read';
const write = 'ledger.budget.write';
const approve = 'ledger.budget.approve';

const listFilters = z.object({
  unitId: z.uuid().optional(),
  year: z.coerce.number().int().min(1950).max(2199).optional(),
});

export const budgetRow = z.object({
  id: z.uuid(),
  year: z.int(),
  book: bookOfBudget,
  /** Of the version in force; null while there is none. */
  number: z.int().nullable(),
  /** Whether an adjustment is being written or waits for its decision. */
  open: z.enum(['draft', 'proposed']).nullable(),
  lines: z.int(),
  ceiling: fen,
  spent: fen,
  reserved: fen,
  alarms: z.int(),
});
export type BudgetRow = z.infer<typeof budgetRow>;

export const listBudgets = endpoint({
  name: 'ledger.listBudgets',
  method: 'GET',
  path,
  permission: read,
  summary: 'The budgets of the books within reach, the latest years first, with what is spent and approved.',
  query: pageQuery.extend(listFilters.shape),
  response: pageOf(budgetRow).extend({ abilities }),
});

export const exportBudgets = endpoint({
  name: 'ledger.exportBudgets',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: listFilters,
  response: 'file',
});

export const listBudgetBooks = endpoint({
  name: 'ledger.listBudgetBooks',
  method: 'GET',
  path: '/api/ledger/budget-books',
  permission: write,
  summary: 'The open books for which the reader may begin a budget, with the years that have one.',
  response: z.object({ rows: z.array(bookOfBudget.extend({ openedOn: day, years: z.array(z.int()) })) }),
});

export const foundBudget = endpoint({
  name: 'ledger.foundBudget',
  method: 'POST',
  path,
  permission: write,
  summary: 'Begins the budget of a book for a year with a draft, empty or with the lines of the year before.',
  body: z.object({ bookId: z.uuid(), year: z.int().min(1950).max(2199), isCopied: z.boolean().default(false) }),
  response: z.object({ id: z.uuid() }),
  errors: ['ledger.budget_exists', 'ledger.budget_year', 'ledger.book_closed'],
});

export const budgetBoard = z.object({
  id: z.uuid(),
  year: z.int(),
  book: bookOfBudget,
  today: day,
  /** The version in force; null while the first one is being written. */
  inForce: versionHead.nullable(),
  open: versionHead.nullable(),
  versions: z.array(versionHead),
  lines: z.array(budgetLine),
  totals: z.object({
    ceiling: fen,
    spent: fen,
    reserved: fen,
    /** Spending of the year on expense accounts that no line of the budget names. */
    outside: fen,
  }),
  /** Transfers between lines, the latest first. */
  shifts: z.array(budgetShift),
  abilities,
});
export type BudgetBoard = z.infer<typeof budgetBoard>;

export const showBudget = endpoint({
  name: 'ledger.showBudget',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'A budget with its lines: what each asks for, what is spent, approved and free, and its state.',
  params: byId,
  isOneMoment: true,
  response: budgetBoard,
});

export const exportBudget = endpoint({
  name: 'ledger.exportBudget',
  method: 'GET',
  path: `${path}/:id/lines.xlsx`,
  permission: read,
  summary: 'The lines of a budget as an Excel file.',
  params: byId,
  response: 'file',
});

export const versionLine = z.object({ id: z.uuid(), ...lineContent });
export type VersionLine = z.infer<typeof versionLine>;

export const showBudgetVersion = endpoint({
  name: 'ledger.showBudgetVersion',
  method: 'GET',
  path: `${path}/:id/versions/:number`,
  permission: read,
  summary: 'A version of a budget as it was written, with who wrote it and who decided.',
  params: z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(100_000) }),
  response: versionHead.extend({ lines: z.array(versionLine) }),
});

export const MOST_BUDGET_LINES = 200;

export const getBudgetDraft = endpoint({
  name: 'ledger.getBudgetDraft',
  method: 'GET',
  path: `${path}/:id/draft`,
  permission: write,
  summary:
    'What an adjustment begins from, or the draft as it stands, with the accounts and promises that lines may name.',
  params: byId,
  response: z.object({
    id: z.uuid(),
    year: z.int(),
    book: bookOfBudget,
    /** Null while nobody has begun an adjustment: the lines are those in force. */
    draft: versionHead.nullable(),
    isFirst: z.boolean(),
    /** The lines in force have been changed since the draft was saved. */
    isBehind: z.boolean(),
    lines: z.array(versionLine.extend({ spent: fen, reserved: fen })),
    accounts: z.array(accountName),
    commitments: z.array(commitmentName.extend({ target: lineTarget.nullable() })),
    /** Whole percent. */
    tolerance: z.int(),
  }),
});

const draftLine = z.object({
  /** Of a line that stands; left out for a new one. */
  id: z.uuid().optional(),
  name: words(60, 1),
  target: lineTarget,
  onBreach: breachAct,
  accounts: z.array(z.string().regex(/^\d{3,12}$/)).max(50),
  commitmentIds: z.array(z.uuid()).max(50),
});
export type DraftBudgetLine = z.infer<typeof draftLine>;

export const saveBudgetDraft = endpoint({
  name: 'ledger.saveBudgetDraft',
  method: 'PUT',
  path: `${path}/:id/draft`,
  permission: write,
  summary: 'Keeps the draft of a budget or of an adjustment as a whole; the lines in force stay as they are.',
  params: byId,
  body: z.object({
    reason: words(300),
    lines: z.array(draftLine).max(MOST_BUDGET_LINES),
    /** Of the draft that was on the screen; null for the first saving of an adjustment. */
    version: version.nullable(),
  }),
  response: z.object({ number: z.int(), version }),
  errors: [
    'kernel.changed_meanwhile',
    'ledger.budget_proposed',
    'ledger.budget_name_twice',
    'ledger.budget_upside_down',
    'ledger.budget_account_unknown',
    'ledger.budget_commitment_unknown',
    'ledger.budget_line_unknown',
  ],
});

export const dropBudgetDraft = endpoint({
  name: 'ledger.dropBudgetDraft',
  method: 'POST',
  path: `${path}/:id/draft/drop`,
  permission: write,
  summary: 'Gives a draft up; it stays readable among the versions.',
  params: byId,
  body: z.object({ version }),
  response: done,
  errors: ['kernel.changed_meanwhile', 'ledger.budget_nothing_open'],
});

export const proposeBudget = endpoint({
  name: 'ledger.proposeBudget',
  method: 'POST',
  path: `${path}/:id/draft/propose`,
  permission: write,
  summary: 'Hands a draft to whoever decides; it is not written any further until then.',
  params: byId,
  body: z.object({ version }),
  response: done,
  errors: [
    'kernel.changed_meanwhile',
    'ledger.budget_nothing_open',
    'ledger.budget_proposed',
    'ledger.budget_lines_missing',
    'ledger.budget_reason_missing',
    'ledger.budget_moved',
  ],
});

export const decideBudget = endpoint({
  name: 'ledger.decideBudget',
  method: 'POST',
  path: `${path}/:id/decision`,
  permission: approve,
  summary: 'Puts a proposed version in force or hands it back; another person than the one who wrote it.',
  params: byId,
  body: decision.extend({ version }),
  response: done,
  errors: [
    'kernel.changed_meanwhile',
    'roster.same_hand',
    'ledger.budget_nothing_open',
    'ledger.budget_moved',
    'ledger.budget_in_use',
  ],
});
