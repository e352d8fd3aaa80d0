import { z } from 'zod';
import { defineErrors, endpoint, fen, pageOf, pageQuery, parameterShape } from '#kernel/contract';
import { reason } from '../contributions/contract';
import {
  abilities,
  amount,
  byId,
  cashOrBank,
  day,
  done,
  fundDay,
  purpose,
  source,
  unitName,
  version,
  words,
  year,
} from '../terms';

export const paymentErrors = defineErrors({
  'relief.fund_short': 409,
  'relief.reason_missing': 422,
  'relief.paid_twice': 409,
  'relief.payment_state': 409,
  'relief.source_unfit': 422,
});

/** What the rules say to aid for the same purpose within a calendar year: by the same source, and beside another one. */
const doubleVerdicts = ['允许', '说明理由', '不允许'] as const;
export const doublePaymentShape = parameterShape({
  key: 'relief.doublePayment',
  unit: null,
  schema: z.object({ sameSource: z.enum(doubleVerdicts), otherSource: z.enum(doubleVerdicts) }),
});
export type DoublePayment = z.infer<typeof doublePaymentShape.schema>;

/** On which accounts of the union's book its own relief stands; the first is offered first. */
export const ownAccountsShape = parameterShape({
  key: 'relief.ownAccounts',
  unit: null,
  schema: z
    .array(z.object({ code: z.string().regex(/^5\d{2,11}$/), name: z.string().trim().min(1).max(40) }))
    .min(1)
    .max(10),
});
export type OwnAccounts = z.infer<typeof ownAccountsShape.schema>;

export const findingRules = ['per_time', 'per_year', 'unset', 'same_source', 'other_source'] as const;
/** What a rule has to say, in the reader's words, with the rule's source. */
export const finding = z.object({
  rule: z.enum(findingRules),
  words: z.string(),
  isRefused: z.boolean(),
});
export type Finding = z.infer<typeof finding>;

export const paymentStates = ['prepared', 'approved', 'refused', 'withdrawn', 'paid', 'undone'] as const;
export const paymentState = z.enum(paymentStates);
export type PaymentState = (typeof paymentStates)[number];

/** Of whom the reader may not read the name stands masked, without the number. */
const helped = z.object({ id: z.uuid(), name: z.string(), staffNumber: z.string().nullable() });

export const paymentRow = z.object({
  id: z.uuid(),
  source,
  person: helped,
  unit: unitName.nullable(),
  book: unitName,
  purpose,
  amount: fen,
  state: paymentState,
  preparedOn: day,
  paidOn: day.nullable(),
  campaign: z.object({ id: z.uuid(), title: z.string() }).nullable(),
  version,
  abilities,
});
export type PaymentRow = z.infer<typeof paymentRow>;

const read = 'relief.fund.read';
const write = 'relief.fund.write';
const path = '/api/relief/payments';
const asked = z.object({
  year: year.optional(),
  unitId: z.uuid().optional(),
  source: source.optional(),
  state: paymentState.optional(),
  personId: z.uuid().optional(),
  campaignId: z.uuid().optional(),
});

export const listPayments = endpoint({
  name: 'relief.listPayments',
  method: 'GET',
  path,
  permission: read,
  summary: 'Aid to persons, prepared, approved or paid, the latest first.',
  query: pageQuery.extend(asked.shape),
  response: pageOf(paymentRow).extend({ abilities }),
});

export const exportPayments = endpoint({
  name: 'relief.exportPayments',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: asked,
  response: 'file',
});

export const showPayment = endpoint({
  name: 'relief.showPayment',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'One aid: why, by which rules, who prepared, approved and paid it, its entry, its papers.',
  params: byId,
  response: paymentRow.extend({
    account: z.string(),
    reason: z.string(),
    findings: z.array(finding),
    exception: z.string(),
    /** In figures as vouchers write them. */
    inWords: z.string(),
    way: cashOrBank.nullable(),
    preparedByName: z.string(),
    decidedByName: z.string().nullable(),
    decision: z.string(),
    paidByName: z.string().nullable(),
    entryId: z.uuid().nullable(),
    undoneByName: z.string().nullable(),
    undoReason: z.string().nullable(),
    budgetLine: z.string().nullable(),
    commitment: z.object({ title: z.string(), href: z.string() }).nullable(),
    files: z.array(z.object({ id: z.uuid(), name: z.string(), mediaType: z.string() })),
  }),
});

export const checkPayment = endpoint({
  name: 'relief.checkPayment',
  method: 'GET',
  path: '/api/relief/payment-check',
  permission: write,
  summary: 'What the rules say to an aid before it is prepared, and what the person had this year from each source.',
  query: z.object({ personId: z.uuid(), source, purpose, amount }),
  response: z.object({
    findings: z.array(finding),
    had: z.array(z.object({ source, purpose, amount: fen, on: day, state: paymentState })),
  }),
});

export const listPaymentChoices = endpoint({
  name: 'relief.listPaymentChoices',
  method: 'GET',
  path: '/api/relief/payment-choices',
  permission: write,
  summary:
    'What an aid to a person can be paid of: own accounts and budget lines, campaigns with money, promises of the year.',
  query: z.object({ personId: z.uuid() }),
  response: z.object({
    accounts: z.array(z.object({ code: z.string(), name: z.string() })),
    budgetLines: z.array(z.object({ id: z.uuid(), name: z.string() })),
    campaigns: z.array(z.object({ id: z.uuid(), title: z.string(), left: fen })),
    commitments: z.array(z.object({ id: z.uuid(), title: z.string() })),
  }),
});

export const preparePayment = endpoint({
  name: 'relief.preparePayment',
  method: 'POST',
  path,
  permission: write,
  summary: 'Prepares an aid to a person out of one source; nothing is paid before somebody else approves.',
  body: z.object({
    source,
    personId: z.uuid(),
    purpose,
    amount,
    reason: words(300, 2),
    /** Why it is right although a rule speaks against it. */
    exception: words(300).default(''),
    account: z.string().max(12).optional(),
    campaignId: z.uuid().optional(),
    budgetLineId: z.uuid().optional(),
    commitmentId: z.uuid().optional(),
  }),
  response: byId,
  errors: [
    'relief.no_book',
    'relief.source_unfit',
    'relief.remainder_waits',
    'relief.paid_twice',
    'relief.reason_missing',
  ],
});

export const decidePayment = endpoint({
  name: 'relief.decidePayment',
  method: 'POST',
  path: `${path}/:id/decision`,
  permission: 'relief.fund.approve',
  summary: 'Approves or refuses what somebody else has prepared; what it takes of a budget line is reserved.',
  params: byId,
  body: z.object({ isGranted: z.boolean(), words: words(300), version }),
  response: done,
  errors: [
    'kernel.changed_meanwhile',
    'roster.same_hand',
    'relief.payment_state',
    'relief.paid_twice',
    'ledger.budget_exceeded',
    'ledger.budget_line_closed',
  ],
});

export const payPayment = endpoint({
  name: 'relief.payPayment',
  method: 'POST',
  path: `${path}/:id/payment`,
  permission: 'relief.fund.pay',
  summary: 'Pays out what was approved, and posts it in the book of its source.',
  params: byId,
  body: z.object({ on: fundDay, way: cashOrBank, version }),
  response: z.object({ entryId: z.uuid() }),
  errors: [
    'kernel.changed_meanwhile',
    'roster.same_hand',
    'relief.payment_state',
    'relief.remainder_waits',
    'relief.fund_short',
    'relief.day_ahead',
    'ledger.period_closed',
    'ledger.account_unknown',
    'ledger.budget_account_unfit',
    'ledger.budget_line_elsewhere',
  ],
});

export const withdrawPayment = endpoint({
  name: 'relief.withdrawPayment',
  method: 'POST',
  path: `${path}/:id/withdraw`,
  permission: write,
  summary: 'Takes back what was prepared or approved and is not paid; a reservation is given back.',
  params: byId,
  body: z.object({ version }),
  response: done,
  errors: ['kernel.changed_meanwhile', 'relief.payment_state'],
});

export const undoPayment = endpoint({
  name: 'relief.undoPayment',
  method: 'POST',
  path: `${path}/:id/undo`,
  permission: write,
  summary: 'Takes a paid aid back by reversing its entry, with the reason: the money has come back.',
  params: byId,
  body: reason.extend({ version }),
  response: done,
  errors: ['kernel.changed_meanwhile', 'relief.payment_state'],
});

export const FILE_MAX_BYTES = 10 * 1024 * 1024;
export const MOST_FILES = 12;

export const addPaymentFile = endpoint({
  name: 'relief.addPaymentFile',
  method: 'POST',
  path: `${path}/:id/files`,
  permission: read,
  summary: 'Adds a photo or PDF to an aid: a certificate, a bill, the signed receipt.',
  params: byId,
  query: z.object({ name: words(200, 1) }),
  body: 'bytes',
  maxBytes: FILE_MAX_BYTES,
  response: byId,
  errors: ['relief.payment_state'],
});

export const getPaymentFile = endpoint({
  name: 'relief.getPaymentFile',
  method: 'GET',
  path: `${path}/:id/files/:fileId`,
  permission: read,
  summary: 'A paper of an aid.',
  params: byId.extend({ fileId: z.uuid() }),
  response: 'file',
});

export const paymentEndpoints = [
  listPayments,
  exportPayments,
  showPayment,
  checkPayment,
  listPaymentChoices,
  preparePayment,
  decidePayment,
  payPayment,
  withdrawPayment,
  undoPayment,
  addPaymentFile,
  getPaymentFile,
] as const;
