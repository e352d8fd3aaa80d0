import { z } from 'zod';
import { endpoint, pageOf, pageQuery } from '#kernel/contract';
import { abilities, byId, day, done, fen, words } from '../terms';
import { breachActs } from './rules';
import { lineTarget, lineState, accountName, budgetLine, budgetShift } from './shapes';

const read = 'ledger.budget.read';
const write = 'ledger.budget.write';

export const reservationStates = ['open', 'spent', 'released', 'expired'] as const;
export const budgetReservation = z.object({
  id: z.uuid(),
  amount: fen,
  spent: fen,
  state: z.enum(reservationStates),
  words: z.string(),
  source: z.string(),
  reservedOn: day,
  expiresOn: day,
  abilities,
});
export type BudgetReservation = z.infer<typeof budgetReservation>;

/** What a line was in one version. */
const lineHistory = z.object({ number: z.int(), decidedAt: z.iso.datetime(), reason: z.string(), target: lineTarget });

export const showBudgetLine = endpoint({
  name: 'ledger.showBudgetLine',
  method: 'GET',
  path: '/api/ledger/budget-lines/:id',
  permission: read,
  summary: 'A line of a budget with what is reserved of it, what was moved and what it was before.',
  params: byId,
  isOneMoment: true,
  response: budgetLine.extend({
    budgetId: z.uuid(),
    year: z.int(),
    reservations: z.array(budgetReservation),
    shifts: z.array(budgetShift),
    history: z.array(lineHistory),
  }),
});

export const budgetPosting = z.object({
  id: z.string(),
  entryId: z.uuid(),
  on: day,
  /** Null until the sealer has dealt it. */
  voucherNumber: z.int().nullable(),
  words: z.string(),
  account: accountName,
  /** What it adds to the line's spending; below zero where it takes back. */
  amount: fen,
  isReversal: z.boolean(),
  source: z.string(),
});
export type BudgetPosting = z.infer<typeof budgetPosting>;

export const listBudgetPostings = endpoint({
  name: 'ledger.listBudgetPostings',
  method: 'GET',
  path: '/api/ledger/budget-lines/:id/postings',
  permission: read,
  summary: 'The postings that a line’s spending is the sum of, the latest first.',
  params: byId,
  query: pageQuery,
  response: pageOf(budgetPosting),
});

export const checkBudgetAmount = endpoint({
  name: 'ledger.checkBudgetAmount',
  method: 'GET',
  path: '/api/ledger/budget-lines/:id/check',
  permission: read,
  summary: 'What a line says to an amount while it is typed: whether it fits, or is stopped, warned of or noted.',
  params: byId,
  query: z.object({ amount: fen.default(0n) }),
  response: z.object({
    verdict: z.enum(['fits', ...breachActs]),
    excess: fen,
    free: fen.nullable(),
    /** What the line would be with it. */
    state: lineState,
    /** The same in words; empty where it fits. */
    words: z.string(),
  }),
});

export const releaseBudgetReservation = endpoint({
  name: 'ledger.releaseBudgetReservation',
  method: 'POST',
  path: '/api/ledger/budget-reservations/:id/release',
  permission: write,
  summary: 'Gives back what a reservation still holds.',
  params: byId,
  body: z.object({ reason: words(200, 1) }),
  response: done,
  errors: ['ledger.reservation_closed'],
});

export const listOutsidePostings = endpoint({
  name: 'ledger.listOutsidePostings',
  method: 'GET',
  path: '/api/ledger/budgets/:id/outside',
  permission: read,
  summary: 'The year’s postings of spending that name no line of its budget, the latest first.',
  params: byId,
  query: pageQuery,
  response: pageOf(budgetPosting).extend({ sum: fen, year: z.int(), bookName: z.string() }),
});

export const exportOutsidePostings = endpoint({
  name: 'ledger.exportOutsidePostings',
  method: 'GET',
  path: '/api/ledger/budgets/:id/outside.xlsx',
  permission: read,
  summary: 'The same list as an Excel file.',
  params: byId,
  response: 'file',
});
