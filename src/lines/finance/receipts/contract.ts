import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, type PermissionName, MOST_FEN } from '#kernel/contract';
import { abilities, byId, day, fen, moneyDay, unitName, words } from '../terms';

export const receiptPermissions = ['finance.receipt.write'] as const satisfies readonly PermissionName[];

/** valid; cancelled by one in red; red: it cancels another one. */
export const receiptStates = ['valid', 'cancelled', 'red'] as const;
export type ReceiptState = (typeof receiptStates)[number];

const positiveFen = fen.refine((value) => value > 0n && value <= MOST_FEN);
const otherReceipt = z.object({ id: z.uuid(), number: z.int() });

export const receiptRow = z.object({
  id: z.uuid(),
  number: z.int(),
  book: z.object({ id: z.uuid(), name: z.string() }),
  unit: unitName,
  on: day,
  payer: z.string(),
  words: z.string(),
  /** Below zero in red. */
  amount: fen,
  way: z.enum(['cash', 'bank']),
  state: z.enum(receiptStates),
  /** The entry was taken back, and the receipt is still valid. */
  isBaseless: z.boolean(),
  writtenByName: z.string(),
});
export type ReceiptRow = z.infer<typeof receiptRow>;

export const receiptWhole = receiptRow.extend({
  amountInWords: z.string(),
  entry: z.object({ id: z.uuid(), month: z.string(), number: z.int().nullable() }),
  cancels: otherReceipt.nullable(),
  cancelledBy: otherReceipt.nullable(),
  reason: z.string(),
  abilities,
});
export type ReceiptWhole = z.infer<typeof receiptWhole>;

const path = '/api/finance/receipts';
const read = 'finance.voucher.read';
const write = 'finance.receipt.write';
const asked = z.object({
  unitId: z.uuid().optional(),
  bookId: z.uuid().optional(),
  state: z.enum(receiptStates).optional(),
  from: moneyDay.optional(),
  to: moneyDay.optional(),
});

export const listReceipts = endpoint({
  name: 'finance.listReceipts',
  method: 'GET',
  path,
  permission: read,
  summary: 'Receipts of the books within reach, the latest first.',
  query: pageQuery.extend(asked.shape),
  response: pageOf(receiptRow),
});

export const exportReceipts = endpoint({
  name: 'finance.exportReceipts',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: asked,
  response: 'file',
});

export const showReceipt = endpoint({
  name: 'finance.showReceipt',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'A receipt as it is printed, with its entry and the receipt that cancels it or that it cancels.',
  params: byId,
  response: receiptWhole,
});

export const taking = z.object({
  entryId: z.uuid(),
  on: day,
  words: z.string(),
  month: z.string(),
  number: z.int().nullable(),
  amount: fen,
  /** What no receipt was written for yet. */
  left: fen,
});
export type TakingRow = z.infer<typeof taking>;

export const listTakings = endpoint({
  name: 'finance.listTakings',
  method: 'GET',
  path: '/api/finance/books/:id/takings',
  permission: write,
  summary: 'The entries of a book that take in money, the latest first, with what no receipt was written for yet.',
  params: byId,
  query: pageQuery,
  response: pageOf(taking),
});

export const writeReceipt = endpoint({
  name: 'finance.writeReceipt',
  method: 'POST',
  path,
  permission: write,
  summary: 'Writes the next receipt of a book, of today, for an entry that takes in money or a part of it.',
  body: z.object({ entryId: z.uuid(), payer: words(100, 1), words: words(200, 2), amount: positiveFen }),
  response: receiptWhole,
  errors: ['finance.entry_takes_nothing', 'finance.receipt_over'],
});

export const cancelReceipt = endpoint({
  name: 'finance.cancelReceipt',
  method: 'POST',
  path: `${path}/:id/cancel`,
  permission: write,
  summary: 'Cancels a receipt by the next one in red; both stay readable under their numbers.',
  params: byId,
  body: z.object({ reason: words(200, 2) }),
  response: receiptWhole,
  errors: ['finance.receipt_cancelled', 'finance.receipt_red'],
});

export const receiptErrors = defineErrors({
  'finance.entry_takes_nothing': 409,
  'finance.receipt_over': 409,
  'finance.receipt_cancelled': 409,
  'finance.receipt_red': 409,
});
