import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, type PermissionName, MOST_FEN } from '#kernel/contract';
import { abilities, budgetChoice, byId, day, fen, moneyDay, unitName, version, words } from '../terms';
import { claimKinds } from './kinds';
import { findingRules } from './rules';

export { claimKinds, needsEvent, needsPayees, type ClaimKind } from './kinds';

export const claimPermissions = [
  'finance.claim.own',
  'finance.claim.read',
  'finance.claim.check',
  'finance.claim.approve',
  'finance.claim.pay',
] as const satisfies readonly PermissionName[];

/**
 * submitted: with the checker; checked: with the approver; approved: with the cashier; returned: with the claimant; reversed: its
 * voucher was taken back in red, and it is with the approver again.
 */
export const claimStates = [
  ...(['submitted', 'returned', 'checked', 'approved', 'paid'] as const),
  ...(['reversed', 'refused', 'taken_back'] as const),
] as const;
export type ClaimState = (typeof claimStates)[number];
export const claimSteps = [...claimStates, 'corrected'] as const;
export type ClaimStep = (typeof claimSteps)[number];

export const claimForms = ['goods', 'cash'] as const;
export const MOST_CLAIM_FILES = 30;
export const MAX_CLAIM_FILE_BYTES = 10 * 1024 * 1024;

const amount = fen.refine((value) => value > 0n && value <= MOST_FEN);
const heads = z.int().min(1).max(100_000);

const content = {
  kind: z.enum(claimKinds),
  words: words(200, 2),
  amount,
  spentOn: moneyDay,
  form: z.enum(claimForms).default('goods'),
  people: heads.default(1),
  participants: heads.nullable().default(null),
  eventId: z.uuid().nullable().default(null),
};

export const claimPerson = z.object({ id: z.uuid(), name: z.string() });

const finding = z.object({
  rule: z.enum(findingRules),
  verdict: z.enum(['kept', 'broken', 'unset']),
  source: z.string(),
  /** Fen for a cap, people for winners. */
  found: z.string(),
  most: z.string().nullable(),
});

export const claimRow = z.object({
  id: z.uuid(),
  kind: z.enum(claimKinds),
  words: z.string(),
  amount: fen,
  spentOn: day,
  submittedOn: day,
  state: z.enum(claimStates),
  claimant: claimPerson,
  unit: unitName,
  version,
});
export type ClaimRow = z.infer<typeof claimRow>;

export const claimWhole = claimRow.extend({
  form: z.enum(claimForms),
  people: z.int(),
  participants: z.int().nullable(),
  event: z.object({ id: z.uuid(), title: z.string() }).nullable(),
  files: z.array(z.object({ id: z.uuid(), name: z.string(), mediaType: z.string() })),
  /** Those who are given something; a person whom the reader may not read has no name here. */
  payees: z.array(z.object({ personId: z.uuid(), name: z.string().nullable(), amount: fen })),
  /** What the rules say: of a claim that waits for its check as of today, else as it was checked. */
  findings: z.array(finding),
  checkNote: z.string(),
  /** Null until the check has named them. */
  book: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  account: z.object({ code: z.string(), name: z.string() }).nullable(),
  /** The budget line that bears it, and what that says to the amount; null for the claimant. */
  budget: z
    .object({
      id: z.uuid(),
      name: z.string(),
      verdict: z.enum(['fits', 'stop', 'warn', 'note']),
      words: z.string(),
      free: fen.nullable(),
      isReserved: z.boolean(),
    })
    .nullable(),
  voucherId: z.uuid().nullable(),
  /** Who holds it now: by name, as far as they are few. */
  holders: z.array(z.string()),
  steps: z.array(
    z.object({
      step: z.enum(claimSteps),
      at: z.iso.datetime(),
      byName: z.string(),
      note: z.string(),
      /** Of a payment that was taken back: the day in the books, and at the desk the voucher and the entry in red. */
      reversal: z.object({ on: day, voucherId: z.uuid().nullable(), entryId: z.uuid().nullable() }).nullable(),
    }),
  ),
  abilities,
});
export type ClaimWhole = z.infer<typeof claimWhole>;

const own = '/api/finance/own/claims';
const path = '/api/finance/claims';
const read = 'finance.claim.read';
const mine = 'finance.claim.own';
const stale = ['kernel.changed_meanwhile', 'finance.claim_step_not_open'];
const faults = ['finance.claim_day_ahead', 'finance.claim_photo_foreign', 'finance.claim_photo_missing'];
const photos = z.array(z.uuid()).max(MOST_CLAIM_FILES);

export const listOwnClaims = endpoint({
  name: 'finance.listOwnClaims',
  method: 'GET',
  path: own,
  permission: mine,
  summary: 'The claims of the signed-in person, the latest first.',
  query: pageQuery,
  response: pageOf(claimRow),
});

export const showOwnClaim = endpoint({
  name: 'finance.showOwnClaim',
  method: 'GET',
  path: `${own}/:id`,
  permission: mine,
  summary: 'An own claim with its photos, its steps and who holds it.',
  params: byId,
  response: claimWhole,
});

export const addOwnClaimPhoto = endpoint({
  name: 'finance.addOwnClaimPhoto',
  method: 'POST',
  path: '/api/finance/own/claim-photos',
  permission: mine,
  summary: 'Keeps a photo or a PDF of a receipt, before the claim it belongs to is sent.',
  query: z.object({ name: z.string().trim().min(1).max(200) }),
  body: 'bytes',
  maxBytes: MAX_CLAIM_FILE_BYTES,
  response: z.object({ id: z.uuid(), name: z.string() }),
  errors: ['file.type_refused', 'file.empty', 'kernel.too_large'],
});

export const sendOwnClaim = endpoint({
  name: 'finance.sendOwnClaim',
  method: 'POST',
  path: own,
  permission: mine,
  summary: 'Sends a claim with the photos of its receipts.',
  body: z.object({ ...content, fileIds: photos }),
  response: claimWhole,
  errors: [...faults, 'finance.no_person'],
});

export const correctOwnClaim = endpoint({
  name: 'finance.correctOwnClaim',
  method: 'POST',
  path: `${own}/:id/correct`,
  permission: mine,
  summary: 'Sends a returned claim again, corrected; further photos are added to those that are there.',
  params: byId,
  body: z.object({ ...content, fileIds: photos, version }),
  response: claimWhole,
  errors: [...stale, ...faults],
});

export const takeBackOwnClaim = endpoint({
  name: 'finance.takeBackOwnClaim',
  method: 'POST',
  path: `${own}/:id/take-back`,
  permission: mine,
  summary: 'Takes an own claim back before it is approved.',
  params: byId,
  body: z.object({ version }),
  response: claimWhole,
  errors: stale,
});

const fileParams = z.object({ id: z.uuid(), fileId: z.uuid() });

export const getOwnClaimFile = endpoint({
  name: 'finance.getOwnClaimFile',
  method: 'GET',
  path: `${own}/:id/files/:fileId`,
  permission: mine,
  summary: 'A photo of an own claim.',
  params: fileParams,
  response: 'file',
});

const asked = z.object({
  unitId: z.uuid().optional(),
  state: z.enum(claimStates).optional(),
  kind: z.enum(claimKinds).optional(),
});

export const listClaims = endpoint({
  name: 'finance.listClaims',
  method: 'GET',
  path,
  permission: read,
  summary: 'Claims of the own part of the tree, the latest first.',
  query: pageQuery.extend(asked.shape),
  response: pageOf(claimRow),
});

export const exportClaims = endpoint({
  name: 'finance.exportClaims',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: asked,
  response: 'file',
});

export const showClaim = endpoint({
  name: 'finance.showClaim',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'A claim with its photos, what the rules say to it, its steps and who holds it.',
  params: byId,
  response: claimWhole,
});

export const getClaimFile = endpoint({
  name: 'finance.getClaimFile',
  method: 'GET',
  path: `${path}/:id/files/:fileId`,
  permission: read,
  summary: 'A photo of a claim.',
  params: fileParams,
  response: 'file',
});

export const returnClaim = endpoint({
  name: 'finance.returnClaim',
  method: 'POST',
  path: `${path}/:id/return`,
  permission: 'finance.claim.check',
  summary: 'Gives a claim back to the claimant, with the reason.',
  params: byId,
  body: z.object({ version, reason: words(300, 1) }),
  response: claimWhole,
  errors: [...stale, 'roster.same_hand'],
});

export const checkClaim = endpoint({
  name: 'finance.checkClaim',
  method: 'POST',
  path: `${path}/:id/check`,
  permission: 'finance.claim.check',
  summary: 'Finds a claim right by the rules and names the book and the account that bear it; not the claimant.',
  params: byId,
  body: z.object({
    version,
    bookId: z.uuid(),
    account: z.string().regex(/^\d{3,12}$/),
    /** Named where this year's budget of the book has a line for the account. */
    budgetLineId: z.uuid().nullable().optional(),
    people: heads,
    participants: heads.nullable().default(null),
    eventId: z.uuid().nullable().default(null),
    payees: z.array(z.object({ personId: z.uuid(), amount })).max(2000),
    /** Why it may pass where a figure is not set. */
    note: words(300),
  }),
  response: claimWhole,
  errors: [
    ...stale,
    'roster.same_hand',
    'ledger.book_closed',
    'finance.account_not_expense',
    'finance.budget_line_missing',
    'ledger.budget_account_unfit',
    'ledger.budget_exceeded',
    'finance.payees_missing',
    'finance.payees_differ',
    'finance.payee_twice',
    'finance.event_missing',
    'finance.participants_missing',
    'finance.over_cap',
    'finance.winners_many',
    'finance.cash_at_festival',
    'finance.rule_unset',
    'finance.paid_twice',
  ],
});

export const decideClaim = endpoint({
  name: 'finance.decideClaim',
  method: 'POST',
  path: `${path}/:id/decide`,
  permission: 'finance.claim.approve',
  summary:
    'Approves a checked claim, or one whose payment was taken back, and reserves its amount, refuses it or gives it back; not the claimant or checker.',
  params: byId,
  body: z
    .object({ version, verdict: z.enum(['approve', 'refuse', 'return']), note: words(300).default('') })
    .refine(({ verdict, note }) => verdict === 'approve' || note !== '', { path: ['note'] }),
  response: claimWhole,
  errors: [
    ...stale,
    'roster.same_hand',
    'finance.paid_twice',
    'ledger.budget_exceeded',
    'ledger.budget_line_closed',
    'ledger.reservation_expiry',
  ],
});

export const payClaim = endpoint({
  name: 'finance.payClaim',
  method: 'POST',
  path: `${path}/:id/pay`,
  permission: 'finance.claim.pay',
  summary: 'Pays an approved claim from cash or bank and posts it; the fourth person.',
  params: byId,
  body: z.object({ version, account: z.string().regex(/^\d{3,12}$/), on: moneyDay }),
  response: claimWhole,
  errors: [
    ...stale,
    'roster.same_hand',
    'finance.account_no_money',
    'finance.paid_before_spent',
    'ledger.reservation_closed',
    'ledger.budget_line_elsewhere',
    'ledger.account_closed',
    'ledger.day_in_future',
    'ledger.day_before_book',
    'ledger.period_closed',
    'ledger.book_closed',
  ],
});

export const listPayAccounts = endpoint({
  name: 'finance.listPayAccounts',
  method: 'GET',
  path: `${path}/:id/accounts`,
  permission: read,
  summary: 'The accounts of the claim’s book that spending can be borne by, or money be paid from.',
  params: byId,
  query: z.object({ bookId: z.uuid().optional() }),
  response: z.object({
    books: z.array(z.object({ id: z.uuid(), name: z.string() })),
    expense: z.array(z.object({ code: z.string(), name: z.string() })),
    /** Of this year's budget, in its order; which of them take an account, their codes say. */
    lines: z.array(budgetChoice),
    money: z.array(z.object({ code: z.string(), name: z.string(), kind: z.enum(['cash', 'bank']) })),
  }),
});

export const claimErrors = defineErrors({
  'finance.no_person': 409,
  'finance.claim_step_not_open': 409,
  'finance.claim_day_ahead': 422,
  'finance.claim_photo_foreign': 422,
  'finance.claim_photo_missing': 422,
  'finance.account_not_expense': 422,
  'finance.account_no_money': 422,
  'finance.budget_line_missing': 422,
  'finance.payees_missing': 422,
  'finance.payees_differ': 422,
  'finance.payee_twice': 422,
  'finance.event_missing': 422,
  'finance.participants_missing': 422,
  'finance.over_cap': 409,
  'finance.winners_many': 409,
  'finance.cash_at_festival': 409,
  'finance.rule_unset': 409,
  'finance.paid_twice': 409,
  'finance.paid_before_spent': 422,
});
