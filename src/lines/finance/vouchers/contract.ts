import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, type PermissionName, MOST_FEN } from '#kernel/contract';
import { abilities, budgetChoice, byId, day, done, fen, moneyDay, unitName, version, words } from '../terms';

export { splitShare } from './share';

export const voucherPermissions = [
  'finance.voucher.read',
  'finance.voucher.write',
  'finance.voucher.review',
  'finance.voucher.pay',
] as const satisfies readonly PermissionName[];

/** draft, returned: with whoever entered it; submitted: with the reviewer; reviewed: with the cashier or to be posted. */
export const voucherStates = ['draft', 'returned', 'submitted', 'reviewed', 'posted', 'dropped'] as const;
export type VoucherState = (typeof voucherStates)[number];
export const voucherSteps = [
  'entered',
  'submitted',
  'returned',
  'reviewed',
  'paid',
  'posted',
  'dropped',
  'taken_back',
] as const;
export type VoucherStep = (typeof voucherSteps)[number];

export const MOST_VOUCHER_LINES = 200;
export const MOST_VOUCHER_FILES = 30;
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

const amount = fen.refine((value) => value >= 0n && value <= MOST_FEN);

/** A line as it is typed; what a draft lacks is refused when it is handed in. */
export const voucherLineInput = z.object({
  account: z.string().regex(/^\d{0,12}$/),
  side: z.enum(['debit', 'credit']),
  amount,
  /** For accounts that are the sum of their parties' accounts: one of these. */
  personId: z.uuid().optional(),
  unitId: z.uuid().optional(),
  payee: words(60, 1).optional(),
  words: words(100).default(''),
  /** Of the book's budget: what the line spends it is spent of. */
  budgetLineId: z.uuid().nullable().optional(),
});
export type VoucherLineInput = z.infer<typeof voucherLineInput>;

const content = {
  on: moneyDay,
  words: words(200),
  /** Sheets of paper behind it. */
  sheets: z.int().min(0).max(999).default(0),
  lines: z.array(voucherLineInput).max(MOST_VOUCHER_LINES),
};

const voucherParty = z.object({
  id: z.uuid(),
  kind: z.enum(['person', 'unit', 'payee']),
  /** Null for a person whom the reader may not read. */
  name: z.string().nullable(),
  /** Who it is, for whoever goes on writing the draft. */
  personId: z.uuid().nullable(),
  unitId: z.uuid().nullable(),
});

export const voucherLine = z.object({
  line: z.int(),
  code: z.string(),
  /** Null while the draft names no account of the book. */
  accountName: z.string().nullable(),
  debit: fen.nullable(),
  credit: fen.nullable(),
  party: voucherParty.nullable(),
  words: z.string(),
  budgetLine: z.object({ id: z.uuid(), name: z.string() }).nullable(),
});
export type VoucherLine = z.infer<typeof voucherLine>;

/** The number of the entry; null until the sealer has dealt it. */
const postedAs = z.object({ id: z.uuid(), month: z.string(), number: z.int().nullable() });

export const voucherRow = z.object({
  id: z.uuid(),
  book: z.object({ id: z.uuid(), name: z.string() }),
  unit: unitName,
  on: day,
  words: z.string(),
  amount: fen,
  state: z.enum(voucherStates),
  /** Cash or the bank account is moved: the cashier's hand is needed. */
  movesMoney: z.boolean(),
  isPaid: z.boolean(),
  enteredByName: z.string(),
  entry: postedAs.nullable(),
  isTakenBack: z.boolean(),
  version,
});
export type VoucherRow = z.infer<typeof voucherRow>;

export const voucherWhole = voucherRow.extend({
  sheets: z.int(),
  lines: z.array(voucherLine),
  /** 大写; empty while the two sides differ. */
  amountInWords: z.string(),
  files: z.array(z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), bytes: z.int() })),
  steps: z.array(z.object({ step: z.enum(voucherSteps), at: z.iso.datetime(), byName: z.string(), note: z.string() })),
  reversal: postedAs.nullable(),
  /** Those who sign below it. */
  hands: z.object({
    entered: z.string(),
    reviewed: z.string().nullable(),
    paid: z.string().nullable(),
    posted: z.string().nullable(),
  }),
  abilities,
});
export type VoucherWhole = z.infer<typeof voucherWhole>;

const path = '/api/finance/vouchers';
const read = 'finance.voucher.read';
const write = 'finance.voucher.write';
const review = 'finance.voucher.review';

const asked = z.object({
  unitId: z.uuid().optional(),
  bookId: z.uuid().optional(),
  state: z.enum(voucherStates).optional(),
  from: moneyDay.optional(),
  to: moneyDay.optional(),
});

export const listVouchers = endpoint({
  name: 'finance.listVouchers',
  method: 'GET',
  path,
  permission: read,
  summary: 'Vouchers of the books within reach, the latest days first.',
  query: pageQuery.extend(asked.shape),
  response: pageOf(voucherRow),
});

export const exportVouchers = endpoint({
  name: 'finance.exportVouchers',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: asked,
  response: 'file',
});

export const showVoucher = endpoint({
  name: 'finance.showVoucher',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'A voucher with its lines, its files, its steps and those who signed it.',
  params: byId,
  response: voucherWhole,
});

/** A line of a typical entry: of the sum typed in, the whole, what is handed up, or what stays. */
const templateLine = z.object({
  account: z.string(),
  side: z.enum(['debit', 'credit']),
  part: z.enum(['whole', 'remitted', 'kept']),
});

export const getVoucherDesk = endpoint({
  name: 'finance.getVoucherDesk',
  method: 'GET',
  path: '/api/finance/books/:id',
  permission: write,
  summary: 'What a voucher of a book is entered with: its accounts with the initials of their pinyin, typical entries.',
  params: byId,
  response: z.object({
    book: z.object({ id: z.uuid(), name: z.string(), openedOn: day }),
    accounts: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        initials: z.string(),
        party: z.enum(['person', 'unit', 'payee']).nullable(),
        money: z.enum(['cash', 'bank']).nullable(),
      }),
    ),
    templates: z.array(z.object({ key: z.string(), words: z.string(), lines: z.array(templateLine) })),
    /** The lines of the budgets of this year and the last one, in which may still be posted. */
    budgetLines: z.array(budgetChoice.extend({ year: z.int() })),
    /** Of the employer's 2 %, what is handed up, as of today, and by which rule. */
    remittedShare: z.object({ value: z.number(), source: z.string() }),
  }),
});

export const draftVoucher = endpoint({
  name: 'finance.draftVoucher',
  method: 'POST',
  path,
  permission: write,
  summary: 'Keeps a new voucher as a draft; it need not balance yet.',
  body: z.object({ bookId: z.uuid(), ...content }),
  response: voucherWhole,
  errors: ['ledger.book_closed', 'ledger.party_not_wanted'],
});

const stale = ['kernel.changed_meanwhile', 'finance.step_not_open'];
const unfit = [
  'ledger.entry_lines',
  'ledger.amount_impossible',
  'ledger.entry_unbalanced',
  'ledger.account_unknown',
  'ledger.account_is_summary',
  'ledger.account_closed',
  'ledger.account_is_clearing',
  'ledger.party_missing',
  'ledger.party_not_wanted',
  'ledger.day_in_future',
  'ledger.day_before_book',
  'ledger.book_closed',
  'finance.words_missing',
  'ledger.budget_exceeded',
  'ledger.budget_line_closed',
  'ledger.budget_line_elsewhere',
  'ledger.budget_account_unfit',
];

export const saveVoucher = endpoint({
  name: 'finance.saveVoucher',
  method: 'PUT',
  path: `${path}/:id`,
  permission: write,
  summary: 'Changes a voucher that has not been handed in or was returned.',
  params: byId,
  body: z.object({ version, ...content }),
  response: voucherWhole,
  errors: [...stale, 'ledger.party_not_wanted'],
});

export const submitVoucher = endpoint({
  name: 'finance.submitVoucher',
  method: 'POST',
  path: `${path}/:id/submit`,
  permission: write,
  summary: 'Hands a voucher in for review; it must balance on accounts that take postings.',
  params: byId,
  body: z.object({ version }),
  response: voucherWhole,
  errors: [...stale, ...unfit],
});

export const returnVoucher = endpoint({
  name: 'finance.returnVoucher',
  method: 'POST',
  path: `${path}/:id/return`,
  permission: review,
  summary: 'Gives a voucher back to whoever entered it, with the reason; not once the cashier has paid.',
  params: byId,
  body: z.object({ version, reason: words(300, 1) }),
  response: voucherWhole,
  errors: [...stale, 'roster.same_hand'],
});

export const reviewVoucher = endpoint({
  name: 'finance.reviewVoucher',
  method: 'POST',
  path: `${path}/:id/review`,
  permission: review,
  summary: 'Finds a voucher right; another person than the one who entered it.',
  params: byId,
  body: z.object({ version }),
  response: voucherWhole,
  errors: [...stale, ...unfit, 'roster.same_hand'],
});

export const payVoucher = endpoint({
  name: 'finance.payVoucher',
  method: 'POST',
  path: `${path}/:id/pay`,
  permission: 'finance.voucher.pay',
  summary: 'The cashier signs that the money was paid or received; a third person.',
  params: byId,
  body: z.object({ version }),
  response: voucherWhole,
  errors: [...stale, 'roster.same_hand', 'finance.moves_no_money', 'finance.paid_already'],
});

export const postVoucher = endpoint({
  name: 'finance.postVoucher',
  method: 'POST',
  path: `${path}/:id/post`,
  permission: write,
  summary: 'Posts a reviewed voucher; one that moves money once the cashier has signed.',
  params: byId,
  body: z.object({ version }),
  response: voucherWhole,
  errors: [...stale, ...unfit, 'finance.cashier_missing', 'ledger.period_closed'],
});

export const dropVoucher = endpoint({
  name: 'finance.dropVoucher',
  method: 'POST',
  path: `${path}/:id/drop`,
  permission: write,
  summary: 'Gives up a voucher that has not been handed in or was returned; it stays readable.',
  params: byId,
  body: z.object({ version }),
  response: voucherWhole,
  errors: stale,
});

export const takeVoucherBack = endpoint({
  name: 'finance.takeVoucherBack',
  method: 'POST',
  path: `${path}/:id/take-back`,
  permission: review,
  summary: 'Takes a posted voucher back in red, with the reason; another person than the one who entered it.',
  params: byId,
  body: z.object({ version, reason: words(200, 2), on: moneyDay }),
  response: voucherWhole,
  errors: [
    ...stale,
    'roster.same_hand',
    'ledger.reversed_already',
    'ledger.day_before_entry',
    'ledger.day_in_future',
    'ledger.period_closed',
  ],
});

export const addVoucherFile = endpoint({
  name: 'finance.addVoucherFile',
  method: 'POST',
  path: `${path}/:id/files`,
  permission: write,
  summary: 'Adds a photo or a PDF to a voucher that is not posted.',
  params: byId,
  query: z.object({ name: z.string().trim().min(1).max(200) }),
  body: 'bytes',
  maxBytes: MAX_FILE_BYTES,
  response: voucherWhole,
  errors: ['file.type_refused', 'file.empty', 'kernel.too_large', 'finance.step_not_open', 'finance.files_many'],
});

const fileParams = z.object({ id: z.uuid(), fileId: z.uuid() });

export const getVoucherFile = endpoint({
  name: 'finance.getVoucherFile',
  method: 'GET',
  path: `${path}/:id/files/:fileId`,
  permission: read,
  summary: 'A file of a voucher.',
  params: fileParams,
  response: 'file',
});

export const removeVoucherFile = endpoint({
  name: 'finance.removeVoucherFile',
  method: 'DELETE',
  path: `${path}/:id/files/:fileId`,
  permission: write,
  summary: 'Takes a file off a voucher that has not been handed in or was returned.',
  params: fileParams,
  response: done,
  errors: ['finance.step_not_open'],
});

export const voucherErrors = defineErrors({
  'finance.step_not_open': 409,
  'finance.words_missing': 422,
  'finance.moves_no_money': 409,
  'finance.paid_already': 409,
  'finance.cashier_missing': 409,
  'finance.files_many': 409,
});
