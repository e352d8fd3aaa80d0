import { z } from 'zod';
import { endpoint, pageOf, pageQuery } from '#kernel/contract';
import { accountRow, bookName } from '../books/contract';
import { entryKind, partyName } from '../entries/contract';
import { bookDay, bookMonth, byId, day, fen } from '../terms';

const read = 'ledger.book.read';
const bookPath = '/api/ledger/books/:id';
const accountPath = '/api/ledger/accounts/:id';

/** Left out: from the first day of the year of the last one, to today. */
const range = z.object({ from: bookDay.optional(), to: bookDay.optional() });

const account = accountRow.pick({
  id: true,
  code: true,
  name: true,
  element: true,
  isContra: true,
  level: true,
  isSummary: true,
});

/** Opening and closing as debit less credit, and what was said on both sides in between. */
const turnover = z.object({ opening: fen, debit: fen, credit: fen, closing: fen });

export const trialRow = z.object({ ...account.shape, ...turnover.shape });
export type TrialRow = z.infer<typeof trialRow>;

const sides = z.object({ debit: fen, credit: fen });
const which = z.object({
  /** Leaves accounts out on which nothing stands and nothing moved. */
  isMovedOnly: z
    .enum(['yes', 'no'])
    .default('yes')
    .transform((value) => value === 'yes'),
  depth: z.enum(['all', 'top']).default('all'),
});

export const getTrialBalance = endpoint({
  name: 'ledger.getTrialBalance',
  method: 'GET',
  path: `${bookPath}/trial-balance`,
  permission: read,
  summary: 'Opening, debit, credit and closing of every account of a book within days, with equal totals.',
  params: byId,
  query: range.extend(which.shape),
  isOneMoment: true,
  response: z.object({
    book: bookName,
    from: day,
    to: day,
    rows: z.array(trialRow),
    /** Of the accounts that take postings, so that none counts twice. */
    totals: z.object({ opening: sides, turnover: sides, closing: sides }),
    waiting: z.int(),
  }),
});

export const exportTrialBalance = endpoint({
  name: 'ledger.exportTrialBalance',
  method: 'GET',
  path: `${bookPath}/trial-balance.xlsx`,
  permission: read,
  summary: 'The same as an Excel file, once every entry has its number.',
  params: byId,
  query: range.extend(which.shape),
  isOneMoment: true,
  response: 'file',
  errors: ['ledger.sealing_waits'],
});

export const ledgerMonth = z.object({ month: bookMonth, ...turnover.shape, yearDebit: fen, yearCredit: fen });

export const getGeneralLedger = endpoint({
  name: 'ledger.getGeneralLedger',
  method: 'GET',
  path: `${bookPath}/general-ledger`,
  permission: read,
  summary: 'The general ledger of a year: each account month by month, with what has come together since January.',
  params: byId,
  query: z.object({ year: z.coerce.number().int().min(1950).max(2199).optional(), accountId: z.uuid().optional() }),
  isOneMoment: true,
  response: z.object({
    book: bookName,
    year: z.int(),
    accounts: z.array(z.object({ ...account.shape, ...turnover.shape, months: z.array(ledgerMonth) })),
    waiting: z.int(),
  }),
});

export const exportGeneralLedger = endpoint({
  name: 'ledger.exportGeneralLedger',
  method: 'GET',
  path: `${bookPath}/general-ledger.xlsx`,
  permission: read,
  summary: 'The same as an Excel file, once every entry has its number.',
  params: byId,
  query: z.object({ year: z.coerce.number().int().min(1950).max(2199).optional(), accountId: z.uuid().optional() }),
  isOneMoment: true,
  response: 'file',
  errors: ['ledger.sealing_waits'],
});

/** What an account card is narrowed to: days, a party, a budget line, a promise of the plan. */
const cardQuery = range.extend({
  partyId: z.uuid().optional(),
  budgetLineId: z.uuid().optional(),
  commitmentId: z.uuid().optional(),
});

export const showAccount = endpoint({
  name: 'ledger.showAccount',
  method: 'GET',
  path: accountPath,
  permission: read,
  summary: 'An account with its opening and closing balance and what was turned over within days.',
  params: byId,
  query: cardQuery,
  isOneMoment: true,
  response: z.object({
    ...accountRow.omit({ net: true, level: true }).shape,
    book: bookName,
    from: day,
    to: day,
    ...turnover.shape,
    /** Whom it is narrowed to. */
    narrowedTo: partyName.nullable(),
    waiting: z.int(),
  }),
});

export const cardRow = z.object({
  key: z.string(),
  entryId: z.uuid(),
  on: day,
  month: bookMonth,
  voucherNumber: z.int().nullable(),
  kind: entryKind,
  words: z.string(),
  party: partyName.nullable(),
  /** Of an account that sums up others: on which of them it stands. */
  account: z.object({ id: z.uuid(), code: z.string(), name: z.string() }),
  debit: fen.nullable(),
  credit: fen.nullable(),
  /** Debit less credit after this line. */
  balance: fen,
});
export type CardRow = z.infer<typeof cardRow>;

export const listPostings = endpoint({
  name: 'ledger.listPostings',
  method: 'GET',
  path: `${accountPath}/postings`,
  permission: read,
  summary: 'The lines of an account card in order, each with the balance after it.',
  params: byId,
  query: pageQuery.extend(cardQuery.shape),
  isOneMoment: true,
  response: pageOf(cardRow),
});

export const exportPostings = endpoint({
  name: 'ledger.exportPostings',
  method: 'GET',
  path: `${accountPath}/postings.xlsx`,
  permission: read,
  summary: 'The account card as an Excel file, once every entry has its number.',
  params: byId,
  query: cardQuery,
  response: 'file',
  errors: ['ledger.sealing_waits'],
});

export const partyBalance = z.object({
  ...partyName.shape,
  /** The person or unit behind it, for who may read them. */
  subjectId: z.uuid().nullable(),
  net: fen,
  postings: z.int(),
  lastOn: day,
});
export type PartyBalance = z.infer<typeof partyBalance>;

const partyQuery = z.object({
  on: bookDay.optional(),
  /** `open`: only on which something stands. */
  which: z.enum(['all', 'open']).default('all'),
});

export const listParties = endpoint({
  name: 'ledger.listParties',
  method: 'GET',
  path: `${accountPath}/parties`,
  permission: read,
  summary: 'The balances of those of whose accounts this one is the sum, as of a day.',
  params: byId,
  query: pageQuery.extend(partyQuery.shape),
  response: pageOf(partyBalance),
});

export const exportParties = endpoint({
  name: 'ledger.exportParties',
  method: 'GET',
  path: `${accountPath}/parties.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  params: byId,
  query: partyQuery,
  response: 'file',
});

export const proveParties = endpoint({
  name: 'ledger.proveParties',
  method: 'GET',
  path: `${accountPath}/parties/proof`,
  permission: read,
  summary: "The balance of an account beside the sum of its parties' balances, as of a day.",
  params: byId,
  query: z.object({ on: bookDay.optional() }),
  isOneMoment: true,
  response: z.object({
    account: z.object({ id: z.uuid(), code: z.string(), name: z.string(), party: accountRow.shape.party }),
    book: bookName,
    on: day,
    /** Of the account itself, and of its parties added up: they are equal. */
    control: fen,
    sum: fen,
    parties: z.int(),
  }),
});
