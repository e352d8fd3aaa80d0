import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, type PermissionName } from '#kernel/contract';
import { abilities, bookDay, byId, day, done, fen, version, words } from '../terms';
import { positiveFen } from '../budgets/shapes';
import { transferStates } from './states';

export { transferStates, type TransferState } from './states';

export const transferPermissions = [
  'ledger.transfer.write',
  'ledger.transfer.approve',
] as const satisfies readonly PermissionName[];

export const transferErrors = defineErrors({
  'ledger.transfer_same_book': 422,
  'ledger.transfer_account': 422,
  'ledger.transfer_state': 409,
  'ledger.transfer_half': 409,
  'ledger.account_is_clearing': 422,
});

const accountName = z.object({ code: z.string(), name: z.string() });
const transferState = z.enum(transferStates);

const side = z.object({
  bookId: z.uuid(),
  bookName: z.string(),
  bookKind: z.string(),
  unitName: z.string(),
  account: accountName,
  purpose: accountName.nullable(),
  entryId: z.uuid().nullable(),
  /** Null until the sealer has dealt it. */
  voucherNumber: z.int().nullable(),
  reversalId: z.uuid().nullable(),
});

export const transferRow = z.object({
  id: z.uuid(),
  from: side,
  to: side,
  amount: fen,
  on: day,
  words: z.string(),
  budgetLine: z.object({ id: z.uuid(), budgetId: z.uuid(), name: z.string() }).nullable(),
  state: transferState,
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decision: z.string(),
  reversal: z.object({ reason: z.string(), askedBy: z.string(), askedAt: z.iso.datetime() }).nullable(),
  version,
  abilities,
});
export type TransferRow = z.infer<typeof transferRow>;

const path = '/api/ledger/transfers';
const read = 'ledger.book.read';
const write = 'ledger.transfer.write';
const approve = 'ledger.transfer.approve';

const filters = z.object({
  unitId: z.uuid().optional(),
  bookId: z.uuid().optional(),
  state: transferState.optional(),
});

export const listTransfers = endpoint({
  name: 'ledger.listTransfers',
  method: 'GET',
  path,
  permission: read,
  summary: 'Transfers between books of which the reader may read at least one, the latest first.',
  query: pageQuery.extend(filters.shape),
  response: pageOf(transferRow).extend({ abilities }),
});

export const exportTransfers = endpoint({
  name: 'ledger.exportTransfers',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: filters,
  response: 'file',
});

export const showTransfer = endpoint({
  name: 'ledger.showTransfer',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'One transfer with both halves, who asked, who decided, and what took it back.',
  params: byId,
  response: transferRow,
});

export const listTransferBooks = endpoint({
  name: 'ledger.listTransferBooks',
  method: 'GET',
  path: '/api/ledger/transfer-books',
  permission: write,
  summary: 'The open books between which the reader may ask for transfers, with their accounts and budget lines.',
  response: z.object({
    rows: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        kind: z.string(),
        unitName: z.string(),
        openedOn: day,
        /** Cash and bank. */
        money: z.array(accountName),
        /** What a transfer may be spent for or received as. */
        purposes: z.array(accountName),
        budgetLines: z.array(z.object({ id: z.uuid(), name: z.string(), accounts: z.array(z.string()) })),
      }),
    ),
  }),
});

const accountCode = z.string().regex(/^\d{3,12}$/);
const half = z.object({ bookId: z.uuid(), account: accountCode, purpose: accountCode.nullable() });

export const proposeTransfer = endpoint({
  name: 'ledger.proposeTransfer',
  method: 'POST',
  path,
  permission: write,
  summary: 'Asks for money to pass from one book to another; nothing is posted until somebody else approves.',
  body: z
    .object({
      from: half.extend({ budgetLineId: z.uuid().nullable().default(null) }),
      to: half,
      amount: positiveFen,
      on: bookDay,
      words: words(200, 1),
    })
    .refine(({ from, to }) => (from.purpose === null) === (to.purpose === null), { path: ['to', 'purpose'] })
    .refine(({ from }) => from.budgetLineId === null || from.purpose !== null, { path: ['from', 'purpose'] }),
  response: z.object({ id: z.uuid() }),
  errors: [
    'ledger.transfer_same_book',
    'ledger.transfer_account',
    'ledger.book_closed',
    'ledger.day_in_future',
    'ledger.day_before_book',
    'ledger.budget_line_elsewhere',
    'ledger.budget_account_unfit',
  ],
});

export const withdrawTransfer = endpoint({
  name: 'ledger.withdrawTransfer',
  method: 'POST',
  path: `${path}/:id/withdraw`,
  permission: write,
  summary: 'Takes a request back that nobody has decided.',
  params: byId,
  body: z.object({ version }),
  response: done,
  errors: ['kernel.changed_meanwhile', 'ledger.transfer_state'],
});

export const askTransferBack = endpoint({
  name: 'ledger.askTransferBack',
  method: 'POST',
  path: `${path}/:id/reversal`,
  permission: write,
  summary: 'Asks for both halves of a transfer to be reversed, with the reason; somebody else approves.',
  params: byId,
  body: z.object({ reason: words(200, 1), version }),
  response: done,
  errors: ['kernel.changed_meanwhile', 'ledger.transfer_state'],
});

export const decideTransfer = endpoint({
  name: 'ledger.decideTransfer',
  method: 'POST',
  path: `${path}/:id/decision`,
  permission: approve,
  summary: 'Approves or refuses what was asked: a transfer, or its reversal. Both halves are posted, or none.',
  params: byId,
  body: z.object({ isGranted: z.boolean(), words: words(300), version }),
  response: done,
  errors: [
    'kernel.changed_meanwhile',
    'roster.same_hand',
    'ledger.transfer_state',
    'ledger.period_closed',
    'ledger.book_closed',
    'ledger.account_closed',
    'ledger.account_unknown',
    'ledger.account_is_summary',
    'ledger.budget_exceeded',
    'ledger.budget_line_closed',
    'ledger.budget_account_unfit',
  ],
});
