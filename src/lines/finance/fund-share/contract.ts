import { z } from 'zod';
import { defineErrors, endpoint, parameterShape, type PermissionName, MOST_FEN } from '#kernel/contract';
import { abilities, byId, day, fen, unitName, words } from '../terms';

export { readMonth } from './months';

export const sharePermissions = ['finance.share.write'] as const satisfies readonly PermissionName[];

/** So many days after the end of a month the employer's share of its wage bill is due. */
export const shareDaysShape = parameterShape({
  key: 'finance.shareDays',
  unit: 'days',
  schema: z.int().min(1).max(365),
});

const inForce = z.object({ value: z.number(), source: z.string() });

export const shareMonth = z.object({
  /** `2024-01` */
  month: z.string(),
  /** Null until somebody has entered it. */
  wageBill: fen.nullable(),
  enteredByName: z.string(),
  words: z.string(),
  expected: fen.nullable(),
  dueOn: day,
  received: fen,
  /** The entries that settle the month, each with its part. */
  parts: z.array(z.object({ entryId: z.uuid(), on: day, words: z.string(), number: z.int().nullable(), amount: fen })),
  missing: fen.nullable(),
  isOverdue: z.boolean(),
});
export type ShareMonth = z.infer<typeof shareMonth>;

export const shareEntry = z.object({
  entryId: z.uuid(),
  on: day,
  words: z.string(),
  number: z.int().nullable(),
  whole: fen,
  kept: fen,
  remitted: fen,
  /** What of the whole is handed up by the rule of the day; where the entry says otherwise, the difference is not zero. */
  remittedByRule: fen,
  difference: fen,
});
export type ShareEntry = z.infer<typeof shareEntry>;

export const fundShare = z.object({
  book: z.object({ id: z.uuid(), name: z.string() }),
  unit: unitName,
  year: z.int(),
  rate: inForce,
  remittedShare: inForce,
  days: inForce,
  months: z.array(shareMonth),
  entries: z.array(shareEntry),
  handedUp: z.array(
    z.object({ entryId: z.uuid(), on: day, words: z.string(), number: z.int().nullable(), amount: fen }),
  ),
  totals: z.object({
    wageBill: fen,
    expected: fen,
    /** Came in during the year. */
    received: fen,
    /** Of the year's months, what is missing until today. */
    missing: fen,
    overdue: fen,
    handedUp: fen,
    /** What stands on the account today. */
    toHandUp: fen,
    /** Came in for no month whose wage bill is known. */
    ahead: fen,
  }),
  abilities,
});
export type FundShare = z.infer<typeof fundShare>;

const path = '/api/finance/books/:id/fund-share';
const year = z.object({ year: z.coerce.number().int().min(1950).max(2199) });

export const showFundShare = endpoint({
  name: 'finance.showFundShare',
  method: 'GET',
  path,
  permission: 'finance.voucher.read',
  summary:
    'The employer’s share of the wage bill in a year: what is due by month, what came in and is missing, its parts.',
  params: byId,
  query: year,
  response: fundShare,
  errors: ['finance.share_book_unfit'],
});

export const exportFundShare = endpoint({
  name: 'finance.exportFundShare',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: 'finance.voucher.read',
  summary: 'The months of the year as an Excel file.',
  params: byId,
  query: year,
  response: 'file',
  errors: ['finance.share_book_unfit'],
});

/** So many months are saved at once. */
export const MOST_MONTHS = 120;

export const saveWageBills = endpoint({
  name: 'finance.saveWageBills',
  method: 'POST',
  path: '/api/finance/books/:id/wage-bills',
  permission: 'finance.share.write',
  summary: 'Enters the wage bills of months; what is entered later counts, what was entered before stays readable.',
  params: byId,
  body: z.object({
    rows: z
      .array(
        z.object({
          month: z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/),
          amount: fen.refine((value) => value >= 0n && value <= MOST_FEN),
        }),
      )
      .min(1)
      .max(MOST_MONTHS),
    /** Where the figures come from. */
    words: words(200),
  }),
  response: z.object({ saved: z.int() }),
  errors: ['finance.share_book_unfit', 'finance.wage_month_ahead', 'finance.wage_month_twice'],
});

export const WAGE_SHEET_MAX_BYTES = 5 * 1024 * 1024;

export const wageSheetRow = z.object({
  number: z.int(),
  /** What the sheet says of the month and the amount, as it stands there. */
  said: z.string(),
  month: z.string().nullable(),
  amount: fen.nullable(),
  /** Why it can't stand, in the reader's language. */
  reason: z.string().nullable(),
});

export const readWageSheet = endpoint({
  name: 'finance.readWageSheet',
  method: 'POST',
  path: '/api/finance/books/:id/wage-bills/reading',
  permission: 'finance.share.write',
  summary: 'Reads an .xlsx or text file of wage bills by month and judges each row; nothing is kept.',
  params: byId,
  query: z.object({ name: words(200, 1) }),
  body: 'bytes',
  maxBytes: WAGE_SHEET_MAX_BYTES,
  response: z.object({ rows: z.array(wageSheetRow), good: z.int(), bad: z.int() }),
  errors: ['finance.share_book_unfit', 'finance.wage_sheet_no_heading'],
});

export const exportWageSheetRest = endpoint({
  name: 'finance.exportWageSheetRest',
  method: 'POST',
  path: '/api/finance/books/:id/wage-bills/rest.xlsx',
  permission: 'finance.share.write',
  summary: 'The rows of such a file that can’t stand, as they came, with the reasons. Nothing is kept.',
  params: byId,
  query: z.object({ name: words(200, 1) }),
  body: 'bytes',
  maxBytes: WAGE_SHEET_MAX_BYTES,
  response: 'file',
  errors: ['finance.share_book_unfit', 'finance.wage_sheet_no_heading', 'workbook.export_too_long'],
});

export const shareErrors = defineErrors({
  'finance.share_book_unfit': 422,
  'finance.wage_month_ahead': 422,
  'finance.wage_month_twice': 422,
  'finance.wage_sheet_no_heading': 422,
});
