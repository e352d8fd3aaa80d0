import { z } from 'zod';
import { endpoint, pageOf, pageQuery } from '#kernel/contract';
import { byId, day, done, fen, version, words } from '../terms';
import { bankMonth, MOST_MATCHED_AT_ONCE, sheetStates } from './contract';

const read = 'finance.bank.read';
const write = 'finance.bank.write';
const path = '/api/finance/bank-accounts';

/** What is open on the bank's side; in is above zero, out below. */
export const openLine = z.object({
  id: z.uuid(),
  on: day,
  amount: fen,
  rest: fen,
  words: z.string(),
  party: z.string(),
  voucher: z.object({ id: z.uuid(), state: z.string() }).nullable(),
});
export type OpenLine = z.infer<typeof openLine>;

/** What is open in the book: a line of the account, named by its entry and place. */
export const openEntry = z.object({
  id: z.string(),
  entryId: z.uuid(),
  line: z.int(),
  on: day,
  amount: fen,
  rest: fen,
  words: z.string(),
  party: z.string(),
  month: z.string(),
  number: z.int().nullable(),
  isRed: z.boolean(),
});
export type OpenEntry = z.infer<typeof openEntry>;

export const getBankMatching = endpoint({
  name: 'finance.getBankMatching',
  method: 'GET',
  path: `${path}/:id/matching`,
  permission: read,
  summary: 'What is open on both sides until the end of a month, with what probably belongs together.',
  params: byId,
  /** Without a month, up to this one. */
  query: z.object({ month: bankMonth.optional(), days: z.coerce.number().int().min(0).max(60).default(5) }),
  response: z.object({
    lines: z.array(openLine),
    entries: z.array(openEntry),
    proposals: z.array(
      z.object({ lineIds: z.array(z.uuid()), entryIds: z.array(z.string()), score: z.int(), amount: fen }),
    ),
    abilities: z.record(z.string(), z.boolean()),
  }),
  isOneMoment: true,
});

const entryRef = z.string().regex(/^[0-9a-f-]{36}\.\d{1,3}$/);
const group = z.object({
  lineIds: z.array(z.uuid()).min(1).max(MOST_MATCHED_AT_ONCE),
  entryIds: z.array(entryRef).min(1).max(MOST_MATCHED_AT_ONCE),
  /** Of all together at most so much; without it as far as both sides reach. */
  amount: fen.refine((value) => value > 0n).optional(),
});

export const matchBank = endpoint({
  name: 'finance.matchBank',
  method: 'POST',
  path: `${path}/:id/matches`,
  permission: write,
  summary: 'Says that lines of the bank are lines of the book: one to one, one to many, many to one, or in part.',
  params: byId,
  body: z.object({ groups: z.array(group).min(1).max(200) }),
  response: z.object({ count: z.int(), amount: fen }),
  errors: ['finance.bank_match_unfit', 'finance.bank_month_finished'],
});

export const bankMatch = z.object({
  id: z.uuid(),
  amount: fen,
  countsFrom: day,
  line: z.object({ id: z.uuid(), on: day, amount: fen, words: z.string(), party: z.string() }),
  entry: z.object({
    id: z.uuid(),
    on: day,
    amount: fen,
    words: z.string(),
    month: z.string(),
    number: z.int().nullable(),
  }),
  matchedAt: z.iso.datetime(),
  matchedByName: z.string(),
  abilities: z.record(z.string(), z.boolean()),
});
export type BankMatch = z.infer<typeof bankMatch>;

export const listBankMatches = endpoint({
  name: 'finance.listBankMatches',
  method: 'GET',
  path: `${path}/:id/matches`,
  permission: read,
  summary: 'What has been matched, the latest first; of one month, what counts from a day of it on.',
  params: byId,
  query: pageQuery.extend({ month: bankMonth.optional() }),
  response: pageOf(bankMatch),
});

export const undoBankMatch = endpoint({
  name: 'finance.undoBankMatch',
  method: 'POST',
  path: '/api/finance/bank-matches/:id/undo',
  permission: write,
  summary: 'Takes a match back, with the reason; both lines are open again.',
  params: byId,
  body: z.object({ reason: words(200, 2) }),
  response: done,
  errors: ['finance.bank_match_over', 'finance.bank_month_finished'],
});

export const draftBankVoucher = endpoint({
  name: 'finance.draftBankVoucher',
  method: 'POST',
  path: '/api/finance/bank-lines/:id/voucher',
  permission: write,
  summary: 'Drafts a voucher of what only the bank has: day, words and the bank’s line are filled in.',
  params: byId,
  response: z.object({ voucherId: z.uuid() }),
  errors: ['finance.bank_voucher_made', 'finance.bank_line_matched', 'ledger.book_closed'],
});

const sheetItem = z.object({
  on: day,
  words: z.string(),
  party: z.string(),
  amount: fen,
  /** Of an entry of the book its voucher. */
  entry: z.object({ id: z.uuid(), month: z.string(), number: z.int().nullable() }).nullable(),
});
export type SheetItem = z.infer<typeof sheetItem>;

export const sheetContent = z.object({
  on: day,
  bankBalance: fen,
  bookBalance: fen,
  /** 企业已收、银行未收; 企业已付、银行未付. */
  bookIn: z.array(sheetItem),
  bookOut: z.array(sheetItem),
  /** 银行已收、企业未收; 银行已付、企业未付. */
  bankIn: z.array(sheetItem),
  bankOut: z.array(sheetItem),
  adjustedBank: fen,
  adjustedBook: fen,
  difference: fen,
  openingOff: fen,
  statementOff: fen,
});
export type SheetContent = z.infer<typeof sheetContent>;

const signed = z.object({ name: z.string(), at: z.iso.datetime() });
export const sheetRecord = z.object({
  id: z.uuid(),
  month: z.string(),
  number: z.int(),
  state: z.enum(sheetStates),
  note: z.string(),
  finished: signed,
  reviewed: signed.nullable(),
  reopened: signed.extend({ reason: z.string() }).nullable(),
  version,
  abilities: z.record(z.string(), z.boolean()),
});
export type SheetRecord = z.infer<typeof sheetRecord>;

export const bankSheet = z.object({
  account: z.object({
    ...{ id: z.uuid(), bankName: z.string(), number: z.string(), bookName: z.string(), unitName: z.string() },
    ...{ code: z.string(), bookId: z.uuid(), ledgerAccountId: z.uuid() },
  }),
  month: z.string(),
  /** What is shown: of a record what it said then, else what both sides say now. */
  content: sheetContent,
  record: sheetRecord.nullable(),
  /** The record differs from what both sides say now. */
  isOutdated: z.boolean(),
  history: z.array(sheetRecord),
  /** Entries that the sheet lists and that still wait for their numbers: paper waits for them. */
  waiting: z.int(),
  whyNotFinish: z.string().nullable(),
  abilities: z.record(z.string(), z.boolean()),
});
export type BankSheet = z.infer<typeof bankSheet>;

/** Without a month, the last one that is over. */
const monthAsked = z.object({
  month: bankMonth.optional(),
  number: z.coerce.number().int().min(1).max(999).optional(),
});

export const showBankSheet = endpoint({
  name: 'finance.showBankSheet',
  method: 'GET',
  path: `${path}/:id/sheet`,
  permission: read,
  summary: 'The reconciliation of a month: the record that stands or was asked for, else what both sides say now.',
  params: byId,
  query: monthAsked,
  response: bankSheet,
  errors: ['finance.bank_month_before_start'],
  isOneMoment: true,
});

export const exportBankSheet = endpoint({
  name: 'finance.exportBankSheet',
  method: 'GET',
  path: `${path}/:id/sheet.xlsx`,
  permission: read,
  summary: 'The same sheet as an Excel file.',
  params: byId,
  query: monthAsked,
  response: 'file',
  errors: ['finance.bank_month_before_start', 'ledger.sealing_waits'],
});

export const finishBankSheet = endpoint({
  name: 'finance.finishBankSheet',
  method: 'POST',
  path: `${path}/:id/sheets`,
  permission: write,
  summary: 'Signs the reconciliation of a month that is over; a difference needs its explanation.',
  params: byId,
  body: z.object({ month: bankMonth, note: words(300).default('') }),
  response: bankSheet,
  errors: [
    ...['finance.bank_month_running', 'finance.bank_month_before_start', 'finance.bank_month_finished'],
    ...['finance.bank_difference', 'finance.bank_own_cash', 'ledger.sealing_waits'],
  ],
});

export const reviewBankSheet = endpoint({
  name: 'finance.reviewBankSheet',
  method: 'POST',
  path: '/api/finance/bank-sheets/:id/review',
  permission: 'finance.bank.review',
  summary: 'Finds a finished reconciliation right; another person than the one who made it, and not the cashier.',
  params: byId,
  body: z.object({ version }),
  response: sheetRecord,
  errors: ['kernel.changed_meanwhile', 'finance.bank_sheet_over', 'roster.same_hand', 'finance.bank_own_cash'],
});

export const reopenBankSheet = endpoint({
  name: 'finance.reopenBankSheet',
  method: 'POST',
  path: '/api/finance/bank-sheets/:id/reopen',
  permission: 'finance.bank.review',
  summary: 'Opens a reconciled month again, with the reason; the record stays, and a further version follows.',
  params: byId,
  body: z.object({ version, reason: words(200, 2) }),
  response: sheetRecord,
  errors: ['kernel.changed_meanwhile', 'finance.bank_sheet_over', 'finance.bank_later_month'],
});
