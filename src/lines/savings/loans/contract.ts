import { z } from 'zod';
import { defineErrors, endpoint, fen, pageOf, pageQuery } from '#kernel/contract';
import { byId, count, done, loanStates, reserves, savingsDay, ways, words } from '../terms';
import { loanDetail, loanRow } from './shapes';

export * from './shapes';

export const loanErrors = defineErrors({
  'savings.loan_stands': 409,
  'savings.loan_over_limit': 422,
  'savings.loan_instalments': 422,
  'savings.loan_small': 422,
  'savings.guarantors_few': 422,
  'savings.guarantor_unknown': 422,
  'savings.guarantor_self': 422,
  'savings.guarantor_full': 409,
  'savings.guarantee_answered': 409,
  'savings.loan_not_agreed': 409,
  'savings.loan_own_hand': 409,
  'savings.loan_not_approved': 409,
  'savings.loan_not_open': 409,
  'savings.loan_over_debt': 422,
  'savings.loan_paid_already': 409,
  'savings.hopeless_stands': 409,
  'savings.hopeless_not_proposed': 409,
  'savings.loan_not_hopeless': 409,
  'savings.reserve_short': 409,
  'savings.set_off_first': 409,
});

const guarantors = z
  .array(z.object({ staffNumber: words(40, 1), name: words(40, 1) }))
  .min(1)
  .max(2);
const terms = { amount: fen, instalments: z.int().min(1).max(60), purpose: words(200, 2), guarantors };
const askErrors = [
  'savings.amount',
  'savings.account_not_open',
  'savings.loan_stands',
  'savings.loan_over_limit',
  'savings.loan_instalments',
  'savings.loan_small',
  'savings.guarantors_few',
  'savings.guarantor_unknown',
  'savings.guarantor_self',
  'savings.guarantor_full',
] as const;

export const askForLoan = endpoint({
  name: 'savings.askForLoan',
  method: 'POST',
  path: '/api/savings/own/loans',
  permission: 'savings.account.own',
  summary: 'Asks for a loan on the phone and names who answers for it.',
  body: z.object(terms),
  response: byId,
  errors: [...askErrors, 'savings.no_person'],
});

export const enterLoan = endpoint({
  name: 'savings.enterLoan',
  method: 'POST',
  path: '/api/savings/loans',
  permission: 'savings.account.write',
  summary: 'Enters an application for a loan that came on paper; the guarantors agree on their phones.',
  body: z.object({ ...terms, accountId: z.uuid() }),
  response: byId,
  errors: askErrors,
});

export const answerGuarantee = endpoint({
  name: 'savings.answerGuarantee',
  method: 'POST',
  path: '/api/savings/own/guarantees/:id',
  permission: 'savings.account.own',
  summary: 'Agrees or declines to answer for a loan.',
  params: byId,
  body: z.object({ isAgreed: z.boolean() }),
  response: done,
  errors: ['savings.no_person', 'savings.guarantee_answered', 'savings.guarantor_full', 'savings.account_not_open'],
});

export const takeBackLoan = endpoint({
  name: 'savings.takeBackLoan',
  method: 'POST',
  path: '/api/savings/own/loans/:id/take-back',
  permission: 'savings.account.own',
  summary: 'Takes the own application for a loan back, as long as nothing was paid.',
  params: byId,
  body: z.object({}),
  response: done,
  errors: ['savings.no_person', 'savings.loan_paid_already'],
});

export const loanLists = ['pending', 'open', 'overdue', 'hopeless', 'over'] as const;
export type LoanList = (typeof loanLists)[number];

const loansQuery = {
  associationId: z.uuid(),
  which: z.enum(loanLists).default('pending'),
};

export const listLoans = endpoint({
  name: 'savings.listLoans',
  method: 'GET',
  path: '/api/savings/loans',
  permission: 'savings.account.read',
  summary:
    'The loans of an association: those to be decided or paid, those that run, those overdue, hopeless ones, those that are over.',
  query: pageQuery.extend(loansQuery),
  response: pageOf(loanRow).extend({ sums: z.object({ count, amount: fen, owed: fen, overdue: fen }) }),
});

export const showLoan = endpoint({
  name: 'savings.showLoan',
  method: 'GET',
  path: '/api/savings/loans/:id',
  permission: 'savings.account.read',
  summary: 'A loan with its guarantors and its repayment plan.',
  params: byId,
  response: loanDetail,
});

export const decideLoan = endpoint({
  name: 'savings.decideLoan',
  method: 'POST',
  path: '/api/savings/loans/:id/decide',
  permission: 'savings.association.decide',
  summary: 'Approves a loan to which its guarantors have agreed, or refuses it with the reason.',
  params: byId,
  body: z.object({ isGranted: z.boolean(), words: words(200) }),
  response: done,
  errors: ['savings.loan_not_agreed', 'savings.loan_own_hand', 'savings.loan_over_limit', 'roster.same_hand'],
});

export const payLoan = endpoint({
  name: 'savings.payLoan',
  method: 'POST',
  path: '/api/savings/loans/:id/pay',
  permission: 'savings.account.pay',
  summary: 'Pays out a loan that was approved; its repayment plan begins with the next month.',
  params: byId,
  body: z.object({ on: savingsDay, way: z.enum(ways) }),
  response: done,
  errors: [
    'savings.loan_not_approved',
    'savings.day_ahead',
    'savings.day_before_account',
    'savings.account_not_open',
    'savings.cash_short',
    'roster.same_hand',
  ],
});

export const repayLoan = endpoint({
  name: 'savings.repayLoan',
  method: 'POST',
  path: '/api/savings/loans/:id/repayments',
  permission: 'savings.account.pay',
  summary: 'Takes in what a borrower repays at the counter.',
  params: byId,
  body: z.object({ amount: fen, on: savingsDay, way: z.enum(ways), words: words(100) }),
  response: z.object({ movementId: z.uuid(), entryId: z.uuid(), owed: fen }),
  errors: [
    'savings.amount',
    'savings.day_ahead',
    'savings.day_before_account',
    'savings.loan_not_open',
    'savings.loan_over_debt',
    'roster.same_hand',
  ],
});

export const proposeHopeless = endpoint({
  name: 'savings.proposeHopeless',
  method: 'POST',
  path: '/api/savings/loans/:id/hopeless',
  permission: 'savings.account.write',
  summary: "Says that a loan won't be repaid, with the reason; somebody else decides.",
  params: byId,
  body: z.object({ reason: words(300, 2) }),
  response: done,
  errors: ['savings.loan_not_open', 'savings.loan_own_hand', 'savings.hopeless_stands'],
});

export const decideHopeless = endpoint({
  name: 'savings.decideHopeless',
  method: 'POST',
  path: '/api/savings/loans/:id/hopeless/decide',
  permission: 'savings.association.decide',
  summary: 'Declares a debt hopeless, of which borrower and guarantors are told, or refuses to with the reason.',
  params: byId,
  body: z.object({ isGranted: z.boolean(), words: words(200) }),
  response: done,
  errors: ['savings.hopeless_not_proposed', 'savings.loan_not_open', 'savings.loan_own_hand', 'roster.same_hand'],
});

export const writeOffLoan = endpoint({
  name: 'savings.writeOffLoan',
  method: 'POST',
  path: '/api/savings/loans/:id/write-off',
  permission: 'savings.account.write',
  summary: 'Writes a hopeless debt off against what was set aside for such debts, or what was earned.',
  params: byId,
  body: z.object({ amount: fen, on: savingsDay, against: z.enum(reserves), words: words(100) }),
  response: z.object({ owed: fen }),
  errors: [
    'savings.amount',
    'savings.day_ahead',
    'savings.day_before_account',
    'savings.loan_not_hopeless',
    'savings.loan_own_hand',
    'savings.loan_over_debt',
    'savings.set_off_first',
    'savings.reserve_short',
  ],
});

export { loanStates };
