import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, type PermissionName } from '#kernel/contract';
import { elements, partyKinds } from '../charts/chart';
import { abilities, bookDay, bookMonth, byId, day, done, fen, unitName, version, words } from '../terms';

export const bookPermissions = ['ledger.book.read', 'ledger.book.write'] as const satisfies readonly PermissionName[];

/** The books that are kept apart by law or by their owners' trust, in the order in which pages offer them. */
export const bookKindNames = [
  'union_funds',
  'dues',
  'mutual_aid',
  'staff_insurance',
  'donation',
  'savings',
  'canteen',
] as const;
export const bookKind = z.enum(bookKindNames);
export type BookKindName = (typeof bookKindNames)[number];

export const bookName = z.object({ id: z.uuid(), name: z.string(), kind: bookKind });

const flow = z.object({ in: fen, out: fen });

/** A fund at a glance: what came in, what went out, what is there. */
export const fundRow = z.object({
  ...bookName.shape,
  unit: unitName,
  openedOn: day,
  closedOn: day.nullable(),
  /** Of the year and of the month up to the day. */
  year: flow,
  month: flow,
  balance: fen,
  cash: fen,
  bank: fen,
  /** Entries that wait for their numbers. */
  waiting: z.int(),
  /** Twelve months with that of the day as the last one. */
  trend: z.array(flow.extend({ month: bookMonth, balance: fen })),
});
export type FundRow = z.infer<typeof fundRow>;

const path = '/api/ledger/books';
const accountPath = '/api/ledger/accounts';
const read = 'ledger.book.read';
const write = 'ledger.book.write';

const asked = z.object({ unitId: z.uuid().optional(), kind: bookKind.optional(), on: bookDay.optional() });

export const listBooks = endpoint({
  name: 'ledger.listBooks',
  method: 'GET',
  path,
  permission: read,
  summary: 'Books of the own part of the tree with what came in, what went out and what is there as of a day.',
  query: pageQuery.extend(asked.shape),
  isOneMoment: true,
  response: pageOf(fundRow).extend({ on: day, abilities }),
});

export const exportBooks = endpoint({
  name: 'ledger.exportBooks',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: asked,
  isOneMoment: true,
  response: 'file',
});

export const accountRow = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  element: z.enum(elements),
  isContra: z.boolean(),
  party: z.enum(partyKinds).nullable(),
  money: z.enum(['cash', 'bank']).nullable(),
  carriesTo: z.string().nullable(),
  isSummary: z.boolean(),
  isClosed: z.boolean(),
  /** Only transfers between books pass through it. */
  isClearing: z.boolean(),
  version,
  /** How deep it lies: 0 for those that stand by themselves. */
  level: z.int(),
  /** Debit less credit; of one that sums up, of all below it. */
  net: fen,
});
export type AccountRow = z.infer<typeof accountRow>;

export const showBook = endpoint({
  name: 'ledger.showBook',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'A book with its chart of accounts and their balances as of a day.',
  params: byId,
  query: z.object({ on: bookDay.optional() }),
  isOneMoment: true,
  response: z.object({
    ...fundRow.shape,
    version,
    on: day,
    /** What the chart began as. */
    chart: z.object({ edition: z.string(), name: z.string(), source: z.string() }),
    accounts: z.array(accountRow),
    /** The entry with which the book began, unless none was made or it was taken back. */
    openingId: z.uuid().nullable(),
    abilities,
  }),
});

export const foundBook = endpoint({
  name: 'ledger.foundBook',
  method: 'POST',
  path,
  permission: write,
  summary: 'Founds a book of a unit with the chart of accounts of its kind.',
  body: z.object({ unitId: z.uuid(), kind: bookKind, name: words(60, 2), openedOn: bookDay }),
  response: byId,
  errors: ['ledger.book_taken', 'roster.unit_closed'],
});

export const renameBook = endpoint({
  name: 'ledger.renameBook',
  method: 'POST',
  path: `${path}/:id/rename`,
  permission: write,
  summary: 'Renames a book.',
  params: byId,
  body: z.object({ name: words(60, 2), version }),
  response: done,
  errors: ['ledger.book_taken', 'kernel.changed_meanwhile'],
});

export const accountCode = z.string().regex(/^\d{3,12}$/);

export const addAccount = endpoint({
  name: 'ledger.addAccount',
  method: 'POST',
  path: `${path}/:id/accounts`,
  permission: write,
  summary: 'Adds an account to the chart of a book; below another one, that one sums up from then on.',
  params: byId,
  body: z.object({
    code: accountCode,
    name: words(40, 1),
    /** Left out: that of the account above. */
    element: z.enum(elements).optional(),
    isContra: z.boolean().default(false),
    party: z.enum(partyKinds).nullable().default(null),
    money: z.enum(['cash', 'bank']).nullable().default(null),
    /** Where income and spending go at the year's end; left out: as the account above. */
    carriesTo: accountCode.optional(),
  }),
  response: byId,
  errors: [
    'ledger.account_taken',
    'ledger.account_has_postings',
    'ledger.account_element',
    'ledger.account_carries',
    'ledger.account_is_clearing',
  ],
});

export const renameAccount = endpoint({
  name: 'ledger.renameAccount',
  method: 'POST',
  path: `${accountPath}/:id/rename`,
  permission: write,
  summary: 'Renames an account; its code stays.',
  params: byId,
  body: z.object({ name: words(40, 1), version }),
  response: done,
  errors: ['kernel.changed_meanwhile'],
});

export const setAccountClosed = endpoint({
  name: 'ledger.setAccountClosed',
  method: 'POST',
  path: `${accountPath}/:id/state`,
  permission: write,
  summary: 'Closes an account that is settled, so that nothing more is posted to it, or opens it again.',
  params: byId,
  body: z.object({ isClosed: z.boolean(), version }),
  response: done,
  errors: ['ledger.account_not_settled', 'ledger.account_is_summary', 'kernel.changed_meanwhile'],
});

export const bookErrors = defineErrors({
  'ledger.account_taken': 409,
  'ledger.account_has_postings': 409,
  'ledger.account_element': 422,
  'ledger.account_carries': 422,
  'ledger.account_not_settled': 409,
});
