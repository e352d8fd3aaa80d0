import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery } from '#kernel/contract';
import { partyKinds } from '../charts/chart';
import { accountCode, bookName } from '../books/contract';
import { abilities, bookDay, bookMonth, byId, day, fen, unitName, words } from '../terms';
import { entryKinds, FEWEST_LINES, MOST_LINES } from './rules';

export { FEWEST_LINES, MOST_LINES } from './rules';

export const entryKind = z.enum(entryKinds);

/** Who stands behind a posting. The name of a person whom the reader may not read is left out. */
export const partyName = z.object({ id: z.uuid(), kind: z.enum(partyKinds), name: z.string().nullable() });
export type PartyName = z.infer<typeof partyName>;

/** What else a posting names: a promise of the plan, a budget line. */
const tag = z.object({ id: z.uuid(), name: z.string().nullable() });

export const entryLine = z.object({
  line: z.int(),
  accountId: z.uuid(),
  code: z.string(),
  accountName: z.string(),
  /** Below zero in red: a reversal repeats the side that it takes back. */
  debit: fen.nullable(),
  credit: fen.nullable(),
  party: partyName.nullable(),
  words: z.string(),
});
export type EntryLine = z.infer<typeof entryLine>;

export const entryRow = z.object({
  id: z.uuid(),
  on: day,
  month: bookMonth,
  /** Null until the sealer has dealt it. */
  voucherNumber: z.int().nullable(),
  kind: entryKind,
  words: z.string(),
  amount: fen,
  lines: z.array(entryLine),
  isReversed: z.boolean(),
});
export type EntryRow = z.infer<typeof entryRow>;

const read = 'ledger.book.read';
const path = '/api/ledger/books/:id/entries';
const asked = z.object({
  from: bookDay.optional(),
  to: bookDay.optional(),
  kind: entryKind.optional(),
  /** By day or by voucher number; those that wait for theirs stand at the end of their month. */
  sort: z.enum(['day', '-day', 'number', '-number']).default('-day'),
});

export const listEntries = endpoint({
  name: 'ledger.listEntries',
  method: 'GET',
  path,
  permission: read,
  summary: 'The journal of a book by day or by voucher number.',
  params: byId,
  query: pageQuery.extend(asked.shape),
  response: pageOf(entryRow).extend({ waiting: z.int() }),
});

export const exportEntries = endpoint({
  name: 'ledger.exportEntries',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The journal line by line as an Excel file, once every entry has its number.',
  params: byId,
  query: asked,
  response: 'file',
  errors: ['ledger.sealing_waits'],
});

const otherEntry = z.object({ id: z.uuid(), on: day, month: bookMonth, voucherNumber: z.int().nullable() });

export const showEntry = endpoint({
  name: 'ledger.showEntry',
  method: 'GET',
  path: '/api/ledger/entries/:id',
  permission: read,
  summary: 'An entry with its lines, what brought it about, what took it back, and its place in the chain.',
  params: byId,
  response: z.object({
    ...entryRow.omit({ lines: true }).shape,
    book: bookName.extend({ unit: unitName }),
    lines: z.array(entryLine.extend({ budgetLine: tag.nullable(), commitment: tag.nullable() })),
    /** Title and address only for who may open it there. */
    source: z.object({ text: z.string(), title: z.string().nullable(), to: z.string().nullable() }),
    reverses: otherEntry.nullable(),
    reversedBy: otherEntry.nullable(),
    recordedAt: z.iso.datetime(),
    recordedBy: z.string().nullable(),
    /** The link of the book's chain; null while the entry waits. */
    seal: z.object({ position: z.int(), hash: z.string() }).nullable(),
    abilities,
  }),
});

export const reverseEntry = endpoint({
  name: 'ledger.reverseEntry',
  method: 'POST',
  path: '/api/ledger/entries/:id/reverse',
  permission: 'ledger.book.write',
  summary: 'Takes an entry back in red, with the reason.',
  params: byId,
  body: z.object({ reason: words(200, 2), on: bookDay }),
  response: byId,
  errors: [
    'ledger.reversed_already',
    'ledger.reversal_stands',
    'ledger.reversed_elsewhere',
    'ledger.day_before_entry',
    'ledger.day_in_future',
    'ledger.period_closed',
  ],
});

/** One line of the opening balances: an account, one side, and who stands behind it where the account asks for that. */
const openingLine = z.object({
  account: accountCode,
  debit: fen.optional(),
  credit: fen.optional(),
  personId: z.uuid().optional(),
  unitId: z.uuid().optional(),
  payee: words(60, 1).optional(),
});
export type OpeningLine = z.infer<typeof openingLine>;

export const postOpening = endpoint({
  name: 'ledger.postOpening',
  method: 'POST',
  path: '/api/ledger/books/:id/opening',
  permission: 'ledger.book.write',
  summary: 'Enters the balances with which a book begins, once, as of its first day.',
  params: byId,
  body: z.object({ lines: z.array(openingLine).min(FEWEST_LINES).max(MOST_LINES) }),
  response: byId,
  errors: [
    'ledger.opening_stands',
    'ledger.opening_twice',
    'ledger.amount_impossible',
    'ledger.entry_unbalanced',
    'ledger.account_unknown',
    'ledger.account_is_summary',
    'ledger.account_closed',
    'ledger.party_missing',
    'ledger.party_not_wanted',
    'ledger.party_unfit',
    'ledger.period_closed',
    'ledger.book_closed',
  ],
});

export const entryErrors = defineErrors({
  'ledger.reversed_elsewhere': 409,
  'ledger.opening_stands': 409,
  'ledger.opening_twice': 422,
});
