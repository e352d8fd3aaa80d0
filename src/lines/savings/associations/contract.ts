import { z } from 'zod';
import { defineErrors, endpoint, fen } from '#kernel/contract';
import { abilities, byId, count, day, savingsDay, unitName, words } from '../terms';

export const associationErrors = defineErrors({
  'savings.founded_already': 409,
  'savings.warnings_unread': 422,
  'savings.founded_before_book': 422,
});

export const association = z.object({
  id: z.uuid(),
  unit: unitName,
  book: z.object({ id: z.uuid(), name: z.string() }),
  foundedOn: day,
  decision: z.string(),
  /** What was shown and acknowledged, word for word, by whom and when. */
  acknowledged: z.object({
    edition: z.string(),
    warnings: z.array(z.string()),
    byName: z.string(),
    at: z.iso.datetime(),
  }),
  abilities,
});
export type Association = z.infer<typeof association>;

export const listAssociations = endpoint({
  name: 'savings.listAssociations',
  method: 'GET',
  path: '/api/savings/associations',
  permission: 'savings.account.read',
  summary: 'The savings associations in reach; there is none until a unit founds one.',
  response: z.object({ rows: z.array(association), abilities }),
});

export const showWarnings = endpoint({
  name: 'savings.showWarnings',
  method: 'GET',
  path: '/api/savings/warnings',
  permission: 'savings.association.found',
  summary: 'What has to be read and acknowledged before a unit founds an association, and which units could.',
  response: z.object({ edition: z.string(), warnings: z.array(z.string()), units: z.array(unitName) }),
});

export const foundAssociation = endpoint({
  name: 'savings.foundAssociation',
  method: 'POST',
  path: '/api/savings/associations',
  permission: 'savings.association.found',
  summary:
    'Founds the association of a unit: its warnings are acknowledged one by one, its money gets a book of its own.',
  body: z.object({
    unitId: z.uuid(),
    foundedOn: savingsDay,
    decision: words(200, 2),
    edition: z.string().max(40),
    /** Which of the warnings were acknowledged, by their places. */
    acknowledged: z.array(z.int().min(0).max(50)).max(50),
  }),
  response: association,
  errors: [
    'savings.founded_already',
    'savings.warnings_unread',
    'savings.founded_before_book',
    'savings.day_ahead',
    'ledger.book_taken',
    'roster.unit_closed',
  ],
});

export const control = z.object({
  on: day,
  /** Accounts that were open on the day. */
  accounts: count,
  /** The sum of the accounts, and what the books say of all of them. */
  savings: fen,
  savingsControl: fen,
  loans: fen,
  loansControl: fen,
  cash: fen,
  bank: fen,
  /** Earned and not yet shared. */
  undistributed: fen,
  /** Set aside against debts that won't be repaid. */
  reserve: fen,
  /** What else stands in the books: fees, results of years. */
  other: fen,
  /** Both controls agree, and what is owed to savers is in cash, bank and loans. */
  isWhole: z.boolean(),
});
export type Control = z.infer<typeof control>;

export const showControl = endpoint({
  name: 'savings.showControl',
  method: 'GET',
  path: '/api/savings/associations/:id/control',
  permission: 'savings.account.read',
  summary: 'The accounts of a day beside the books of that day.',
  params: byId,
  query: z.object({ on: savingsDay.optional() }),
  isOneMoment: true,
  response: control.extend({
    waiting: z.object({ withdrawals: fen, loans: fen, count }),
    toClose: count,
    applications: count,
    overdue: count,
    /** Debts that were declared hopeless, those that are proposed, what was written off, what is set aside and what is missing. */
    hopeless: z.object({ count, owed: fen, proposed: count, writtenOff: fen, reserve: fen, toApply: fen }),
  }),
});

export const addEarnings = endpoint({
  name: 'savings.addEarnings',
  method: 'POST',
  path: '/api/savings/associations/:id/earnings',
  permission: 'savings.account.write',
  summary: 'Records what the bank has paid in interest: it waits, undistributed, until the group decides to share it.',
  params: byId,
  body: z.object({ amount: fen, on: savingsDay, words: words(100, 2) }),
  response: z.object({ entryId: z.uuid() }),
  errors: ['savings.amount', 'savings.day_ahead'],
});
