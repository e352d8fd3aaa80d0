import { z } from 'zod';
import { endpoint, type PermissionName } from '#kernel/contract';
import { bookName } from '../books/contract';
import { abilities, bookMonth, byId, done, fen, words } from '../terms';

export const periodPermissions = [
  'ledger.period.write',
  'ledger.period.approve',
] as const satisfies readonly PermissionName[];

export const periodStates = ['open', 'closed', 'reopening'] as const;

export const periodRow = z.object({
  month: bookMonth,
  state: z.enum(periodStates),
  entries: z.int(),
  waiting: z.int(),
  /** What was turned over on either side. */
  turnover: fen,
  /** Why somebody asked to open it again, and who. */
  reason: z.string(),
  askedBy: z.string().nullable(),
  abilities,
});
export type PeriodRow = z.infer<typeof periodRow>;

const path = '/api/ledger/books/:id/periods';
const ofMonth = z.object({ id: z.uuid(), month: bookMonth });

export const listPeriods = endpoint({
  name: 'ledger.listPeriods',
  method: 'GET',
  path,
  permission: 'ledger.book.read',
  summary: 'The months of a book, the latest first, with what each may be asked to do.',
  params: byId,
  response: z.object({ book: bookName, rows: z.array(periodRow) }),
});

export const closePeriod = endpoint({
  name: 'ledger.closePeriod',
  method: 'POST',
  path: `${path}/:month/close`,
  permission: 'ledger.period.write',
  summary: 'Closes a month: nothing more is posted to it.',
  params: ofMonth,
  response: done,
  errors: [
    'ledger.period_not_over',
    'ledger.period_closed',
    'ledger.period_order',
    'ledger.sealing_waits',
    'ledger.day_before_book',
  ],
});

export const askToReopen = endpoint({
  name: 'ledger.askToReopen',
  method: 'POST',
  path: `${path}/:month/reopen`,
  permission: 'ledger.period.write',
  summary: 'Asks for a closed month to be opened again; somebody else decides.',
  params: ofMonth,
  body: z.object({ reason: words(200, 2) }),
  response: done,
  errors: ['ledger.period_open', 'ledger.year_closed'],
});

export const decideReopening = endpoint({
  name: 'ledger.decideReopening',
  method: 'POST',
  path: `${path}/:month/decide`,
  permission: 'ledger.period.approve',
  summary: 'Opens a month again, or leaves it closed; not by who asked.',
  params: ofMonth,
  body: z.object({ isGranted: z.boolean() }),
  response: done,
  errors: ['ledger.period_open', 'ledger.year_closed', 'roster.same_hand'],
});
