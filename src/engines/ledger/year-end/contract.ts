import { z } from 'zod';
import { defineErrors, endpoint, type PermissionName } from '#kernel/contract';
import { accountCode, bookName } from '../books/contract';
import { abilities, bookMonth, byId, done, fen, words } from '../terms';

export const yearPermissions = ['ledger.year.write'] as const satisfies readonly PermissionName[];

export const yearEndStates = ['proposed', 'closed', 'declined', 'reopening', 'reopened'] as const;

const year = z.coerce.number().int().min(1950).max(2199);
const accountName = z.object({ code: z.string(), name: z.string() });

/** What stands on an account of income or spending and where it goes; on the side on which such an account grows. */
export const carriedRow = z.object({
  id: z.uuid(),
  ...accountName.shape,
  element: z.enum(['income', 'expense']),
  amount: fen,
  to: accountName,
});
export type CarriedRow = z.infer<typeof carriedRow>;

export const yearEndRow = z.object({
  id: z.uuid(),
  year: z.int(),
  state: z.enum(yearEndStates),
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  /** Why it was declined, or is to be opened again. */
  reason: z.string(),
  askedBy: z.string().nullable(),
  entries: z.array(
    z.object({ id: z.uuid(), month: bookMonth, voucherNumber: z.int().nullable(), isReversed: z.boolean() }),
  ),
  abilities,
});
export type YearEndRow = z.infer<typeof yearEndRow>;

const path = '/api/ledger/books/:id/year-end';
const ofYearEnd = '/api/ledger/year-ends/:id';

export const showYearEnd = endpoint({
  name: 'ledger.showYearEnd',
  method: 'GET',
  path,
  permission: 'ledger.book.read',
  summary: "What the year's end carries to which net asset, what stands against it, and what was done about it so far.",
  params: byId,
  query: z.object({ year: year.optional() }),
  isOneMoment: true,
  response: z.object({
    book: bookName,
    year: z.int(),
    /** The years of the book that are over, and the running one. */
    years: z.array(z.int()),
    /** Why the year can't be carried now, in the reader's words. */
    fault: z.string().nullable(),
    rows: z.array(carriedRow),
    income: fen,
    spending: fen,
    /** Where a person may send an account instead. */
    targets: z.array(accountName),
    history: z.array(yearEndRow),
    abilities,
  }),
});

export const proposeYearEnd = endpoint({
  name: 'ledger.proposeYearEnd',
  method: 'POST',
  path,
  permission: 'ledger.year.write',
  summary: "Proposes the year's end; somebody else decides.",
  params: byId,
  body: z.object({
    year,
    /** Accounts that go elsewhere than their chart says. */
    targets: z
      .array(z.object({ account: accountCode, to: accountCode }))
      .max(500)
      .default([]),
  }),
  response: byId,
  errors: [
    'ledger.year_not_over',
    'ledger.year_month_open',
    'ledger.year_before_open',
    'ledger.year_later_closed',
    'ledger.year_stands',
    'ledger.year_target',
    'ledger.sealing_waits',
    'ledger.day_before_book',
    'ledger.book_closed',
  ],
});

export const decideYearEnd = endpoint({
  name: 'ledger.decideYearEnd',
  method: 'POST',
  path: `${ofYearEnd}/decide`,
  permission: 'ledger.period.approve',
  summary: 'Carries the year as it was proposed, or declines it; not by who proposed it.',
  params: byId,
  body: z.object({ isGranted: z.boolean(), reason: words(200).default('') }),
  response: done,
  errors: [
    'ledger.year_not_asked',
    'ledger.year_changed',
    'ledger.year_month_open',
    'ledger.year_later_closed',
    'ledger.sealing_waits',
    'roster.same_hand',
  ],
});

export const askToReopenYear = endpoint({
  name: 'ledger.askToReopenYear',
  method: 'POST',
  path: `${ofYearEnd}/reopen`,
  permission: 'ledger.year.write',
  summary: 'Asks for a closed year to be opened again; somebody else decides.',
  params: byId,
  body: z.object({ reason: words(200, 2) }),
  response: done,
  errors: ['ledger.year_not_asked', 'ledger.year_later_closed'],
});

export const decideYearReopening = endpoint({
  name: 'ledger.decideYearReopening',
  method: 'POST',
  path: `${ofYearEnd}/decide-reopening`,
  permission: 'ledger.period.approve',
  summary: "Takes back in red what the year's end carried, or leaves it; not by who asked.",
  params: byId,
  body: z.object({ isGranted: z.boolean() }),
  response: done,
  errors: ['ledger.year_not_asked', 'ledger.year_later_closed', 'roster.same_hand'],
});

export const yearErrors = defineErrors({
  'ledger.year_not_over': 409,
  'ledger.year_month_open': 409,
  'ledger.year_before_open': 409,
  'ledger.year_later_closed': 409,
  'ledger.year_stands': 409,
  'ledger.year_closed': 409,
  'ledger.year_target': 422,
  'ledger.year_not_asked': 409,
  'ledger.year_changed': 409,
});
