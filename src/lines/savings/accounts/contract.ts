import { z } from 'zod';
import { defineErrors, endpoint, fen, pageOf, pageQuery } from '#kernel/contract';
import { ownLoan, ownGuarantee } from '../loans/shapes';
import { accountRow, statement } from './shapes';
import { abilities, byId, closings, count, done, month, saver, savingsDay, ways, words } from '../terms';

export * from './shapes';

export const accountErrors = defineErrors({
  'savings.none_here': 409,
  'savings.not_member': 409,
  'savings.account_stands': 409,
  'savings.account_not_open': 409,
  'savings.account_not_asked': 409,
  'savings.monthly_bounds': 422,
  'savings.monthly_same': 409,
  'savings.over_cap': 409,
  'savings.over_balance': 409,
  'savings.held_for_loan': 409,
  'savings.balance_then': 409,
  'savings.cash_short': 409,
  'savings.day_before_account': 422,
  'savings.withdrawal_waits': 409,
  'savings.withdrawal_over': 409,
  'savings.debt_left': 409,
  'savings.loan_pending': 409,
  'savings.undone_already': 409,
  'savings.undone_elsewhere': 409,
});

const listed = ['open', 'asked', 'to_close', 'closed'] as const;

const accountsQuery = {
  associationId: z.uuid(),
  which: z.enum(listed).default('open'),
  search: z.string().trim().max(60).optional(),
};

export const listAccounts = endpoint({
  name: 'savings.listAccounts',
  method: 'GET',
  path: '/api/savings/accounts',
  permission: 'savings.account.read',
  summary: 'The accounts of an association by name, those that were asked for, and those to be closed.',
  query: pageQuery.extend(accountsQuery),
  response: pageOf(accountRow).extend({ sums: z.object({ count, balance: fen, debt: fen }) }),
});

export const exportAccounts = endpoint({
  name: 'savings.exportAccounts',
  method: 'GET',
  path: '/api/savings/accounts.xlsx',
  permission: 'savings.account.read',
  summary: 'The same list as an Excel file.',
  query: z.object(accountsQuery),
  response: 'file',
  errors: ['workbook.export_too_long'],
});

const openingErrors = [
  'savings.none_here',
  'savings.not_member',
  'savings.account_stands',
  'savings.monthly_bounds',
] as const;

export const openAccount = endpoint({
  name: 'savings.openAccount',
  method: 'POST',
  path: '/api/savings/accounts',
  permission: 'savings.account.write',
  summary: 'Opens an account on an application on paper, for a member of the own unit.',
  body: z.object({ personId: z.uuid(), monthly: fen, openedOn: savingsDay }),
  response: byId,
  errors: [...openingErrors, 'savings.day_ahead', 'savings.day_before_account'],
});

export const decideAccount = endpoint({
  name: 'savings.decideAccount',
  method: 'POST',
  path: '/api/savings/accounts/:id/decide',
  permission: 'savings.account.write',
  summary: 'Opens an account that was asked for on the phone, or refuses it with the reason.',
  params: byId,
  body: z.object({ isGranted: z.boolean(), words: words(200) }),
  response: done,
  errors: ['savings.account_not_asked', 'savings.not_member', 'roster.same_hand'],
});

export const setMonthly = endpoint({
  name: 'savings.setMonthly',
  method: 'POST',
  path: '/api/savings/accounts/:id/monthly',
  permission: 'savings.account.write',
  summary: 'Changes what is to be kept back from the wage each month, from the next payroll list on.',
  params: byId,
  body: z.object({ monthly: fen }),
  response: z.object({ from: month }),
  errors: ['savings.monthly_bounds', 'savings.monthly_same', 'savings.account_not_open'],
});

export const askForMonthly = endpoint({
  name: 'savings.askForMonthly',
  method: 'POST',
  path: '/api/savings/own/monthly',
  permission: 'savings.account.own',
  summary: 'Asks on the phone for another sum to be kept back each month, from the next payroll list on.',
  body: z.object({ monthly: fen }),
  response: z.object({ from: month }),
  errors: ['savings.no_person', 'savings.monthly_bounds', 'savings.monthly_same', 'savings.account_not_open'],
});

export const showAccount = endpoint({
  name: 'savings.showAccount',
  method: 'GET',
  path: '/api/savings/accounts/:id',
  permission: 'savings.account.read',
  summary: 'The statement of one account: what stood before, line by line, what stands after each.',
  params: byId,
  query: z.object({ from: savingsDay.optional(), to: savingsDay.optional() }),
  isOneMoment: true,
  response: statement,
});

const money = { amount: fen, on: savingsDay, way: z.enum(ways), words: words(100) };
const moneyErrors = [
  'savings.amount',
  'savings.day_ahead',
  'savings.day_before_account',
  'savings.account_not_open',
  'roster.same_hand',
] as const;
const moved = z.object({ movementId: z.uuid(), entryId: z.uuid() });

export const addDeposit = endpoint({
  name: 'savings.addDeposit',
  method: 'POST',
  path: '/api/savings/accounts/:id/deposits',
  permission: 'savings.account.pay',
  summary: 'Takes in what a saver puts in at the counter.',
  params: byId,
  body: z.object(money),
  response: moved,
  errors: [...moneyErrors, 'savings.over_cap'],
});

const payingErrors = [
  'savings.over_balance',
  'savings.held_for_loan',
  'savings.balance_then',
  'savings.cash_short',
] as const;

export const payWithdrawal = endpoint({
  name: 'savings.payWithdrawal',
  method: 'POST',
  path: '/api/savings/accounts/:id/withdrawals',
  permission: 'savings.account.pay',
  summary: 'Pays out of an account what the saver asks for: at any time, never more than there is.',
  params: byId,
  body: z.object(money),
  response: moved,
  errors: [...moneyErrors, ...payingErrors],
});

export const queueWithdrawal = endpoint({
  name: 'savings.queueWithdrawal',
  method: 'POST',
  path: '/api/savings/accounts/:id/queue',
  permission: 'savings.account.pay',
  summary: 'Puts a withdrawal in the queue because there is not enough money at hand.',
  params: byId,
  body: z.object({ amount: fen }),
  response: byId,
  errors: [
    'savings.amount',
    'savings.account_not_open',
    'savings.over_balance',
    'savings.held_for_loan',
    'savings.withdrawal_waits',
  ],
});

export const queued = z.object({
  id: z.uuid(),
  kind: z.enum(['withdrawal', 'loan']),
  accountId: z.uuid(),
  number: count,
  person: saver,
  amount: fen,
  askedAt: z.iso.datetime(),
  /** What is needed for it and all before it. */
  needed: fen,
  abilities,
});

export const listQueue = endpoint({
  name: 'savings.listQueue',
  method: 'GET',
  path: '/api/savings/queue',
  permission: 'savings.account.read',
  summary: 'What waits to be paid out, in its order: withdrawals first, then loans that were approved.',
  query: z.object({ associationId: z.uuid() }),
  isOneMoment: true,
  response: z.object({ cash: fen, bank: fen, rows: z.array(queued) }),
});

export const payQueued = endpoint({
  name: 'savings.payQueued',
  method: 'POST',
  path: '/api/savings/queue/:id/pay',
  permission: 'savings.account.pay',
  summary: 'Pays a withdrawal that waits.',
  params: byId,
  body: z.object({ on: savingsDay, way: z.enum(ways) }),
  response: moved,
  errors: [...moneyErrors, ...payingErrors, 'savings.withdrawal_over'],
});

export const dropQueued = endpoint({
  name: 'savings.dropQueued',
  method: 'POST',
  path: '/api/savings/queue/:id/drop',
  permission: 'savings.account.pay',
  summary: 'Takes a withdrawal out of the queue.',
  params: byId,
  body: z.object({}),
  response: done,
  errors: ['savings.withdrawal_over'],
});

export const undoMovement = endpoint({
  name: 'savings.undoMovement',
  method: 'POST',
  path: '/api/savings/movements/:id/undo',
  permission: 'savings.account.pay',
  summary: 'Takes back one deposit, withdrawal, payment or repayment by reversing its entry, with the reason.',
  params: byId,
  body: z.object({ reason: words(200, 2) }),
  response: done,
  errors: ['savings.undone_already', 'savings.undone_elsewhere', 'savings.money_used', 'savings.account_not_open'],
});

export const previewClosing = endpoint({
  name: 'savings.previewClosing',
  method: 'GET',
  path: '/api/savings/accounts/:id/closing',
  permission: 'savings.account.read',
  summary: 'What closing an account would set off against its loan, and pay out.',
  params: byId,
  response: z.object({ balance: fen, debt: fen, setOff: fen, paidOut: fen, debtLeft: fen }),
});

export const closeAccount = endpoint({
  name: 'savings.closeAccount',
  method: 'POST',
  path: '/api/savings/accounts/:id/close',
  permission: 'savings.account.pay',
  summary: 'Closes an account: the loan is set off against the balance, the rest is paid at once.',
  params: byId,
  body: z.object({ on: savingsDay, way: z.enum(ways), closing: z.enum(closings), words: words(100) }),
  response: done,
  errors: [
    'savings.day_ahead',
    'savings.day_before_account',
    'savings.account_not_open',
    'savings.debt_left',
    'savings.loan_pending',
    'savings.balance_then',
    'savings.cash_short',
    'roster.same_hand',
  ],
});

export const showOwnSavings = endpoint({
  name: 'savings.showOwnSavings',
  method: 'GET',
  path: '/api/savings/own',
  permission: 'savings.account.own',
  summary: 'The own passbook with loans and what one is asked to answer for; nothing where no association was founded.',
  response: z.object({
    /** Whether the person is one of the union's members today: only they may open an account. */
    isMember: z.boolean(),
    /** Null: the own unit has no association. */
    association: z
      .object({
        unitName: z.string(),
        warnings: z.array(z.string()),
        leastMonthly: fen,
        mostMonthly: fen,
        mostBalance: fen,
      })
      .nullable(),
    account: statement.omit({ abilities: true }).nullable(),
    refusal: z.string().nullable(),
    loan: ownLoan.nullable(),
    guarantees: z.array(ownGuarantee),
    mostLoan: fen,
    mostInstalments: count,
    leastGuarantors: count,
    abilities,
  }),
  errors: ['savings.no_person'],
});

export const askForAccount = endpoint({
  name: 'savings.askForAccount',
  method: 'POST',
  path: '/api/savings/own/account',
  permission: 'savings.account.own',
  summary: 'Asks for an own account.',
  body: z.object({ monthly: fen }),
  response: byId,
  errors: [...openingErrors, 'savings.no_person'],
});

export const askForWithdrawal = endpoint({
  name: 'savings.askForWithdrawal',
  method: 'POST',
  path: '/api/savings/own/withdrawals',
  permission: 'savings.account.own',
  summary: 'Asks the cashier for a part of the own savings.',
  body: z.object({ amount: fen }),
  response: byId,
  errors: [
    'savings.no_person',
    'savings.amount',
    'savings.account_not_open',
    'savings.over_balance',
    'savings.held_for_loan',
    'savings.withdrawal_waits',
  ],
});

export const takeBackWithdrawal = endpoint({
  name: 'savings.takeBackWithdrawal',
  method: 'POST',
  path: '/api/savings/own/withdrawals/:id/take-back',
  permission: 'savings.account.own',
  summary: 'Takes the own request for money back.',
  params: byId,
  body: z.object({}),
  response: done,
  errors: ['savings.no_person', 'savings.withdrawal_over'],
});
