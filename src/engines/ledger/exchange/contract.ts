import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, type PermissionName } from '#kernel/contract';
import { bookDay, byId, day, fen } from '../terms';

export const exchangePermissions = [
  'ledger.exchange.read',
  'ledger.exchange.write',
] as const satisfies readonly PermissionName[];

export const IMPORT_MAX_BYTES = 20 * 1024 * 1024;
export const MOST_ENTRIES = 20_000;

const path = '/api/ledger/books/:id';
const range = z.object({ from: bookDay.optional(), to: bookDay.optional() });
const read = 'ledger.exchange.read';
const write = 'ledger.exchange.write';

const exported = { method: 'GET', permission: read, params: byId, query: range, isOneMoment: true } as const;
const exportErrors = ['ledger.sealing_waits', 'ledger.export_too_long'];

export const exportJournal = endpoint({
  ...exported,
  name: 'ledger.exportJournal',
  path: `${path}/export.journal`,
  summary: 'A book as plain-text accounting, which hledger and ledger read.',
  response: 'file',
  errors: exportErrors,
});

export const exportBookJson = endpoint({
  ...exported,
  name: 'ledger.exportBookJson',
  path: `${path}/export.json`,
  summary: 'A book with its chart, its entries and its trial balance as JSON.',
  response: 'file',
  errors: exportErrors,
});

export const exportBookWorkbook = endpoint({
  ...exported,
  name: 'ledger.exportBookWorkbook',
  path: `${path}/export.xlsx`,
  summary: 'A book line by line as an Excel file, with its chart and its trial balance on further sheets.',
  response: 'file',
  errors: exportErrors,
});

export const getOpeningTemplate = endpoint({
  name: 'ledger.getOpeningTemplate',
  method: 'GET',
  path: `${path}/opening.xlsx`,
  permission: write,
  summary: 'A sheet with the accounts of a book, to be filled in with opening balances.',
  params: byId,
  response: 'file',
});

export const importKinds = ['journal', 'opening'] as const;

/** Why something can't be taken in, at its line of the file. */
export const importFault = z.object({ line: z.int(), code: z.string(), reason: z.string() });
export type ImportFault = z.infer<typeof importFault>;

export const importPreview = z.object({
  kind: z.enum(importKinds),
  entries: z.int(),
  lines: z.int(),
  debit: fen,
  credit: fen,
  from: day.nullable(),
  to: day.nullable(),
  /** Entries that stand in the book already, by an earlier import of the same content. */
  known: z.int(),
  /** The first of them; `faultCount` says how many there are. */
  faults: z.array(importFault),
  faultCount: z.int(),
});
export type ImportPreview = z.infer<typeof importPreview>;

const year = z.coerce.number().int().min(1950).max(2199);
const file = { params: byId, body: 'bytes', maxBytes: IMPORT_MAX_BYTES } as const;
const workbookErrors = [
  'workbook.empty',
  'workbook.too_large',
  'workbook.old_excel',
  'workbook.et',
  'workbook.csv',
  'workbook.wps',
  'workbook.web_page',
  'workbook.binary_excel',
  'workbook.opendocument',
  'workbook.other_kind',
  'workbook.encrypted',
  'workbook.broken',
  'workbook.unsafe_xml',
  'workbook.zip_bomb',
];
const importRefusals = ['ledger.import_empty', 'ledger.import_too_long', 'ledger.book_closed', 'kernel.too_large'];

export const previewJournal = endpoint({
  ...file,
  name: 'ledger.previewJournal',
  method: 'POST',
  path: `${path}/imports/journal/preview`,
  permission: write,
  summary: 'Reads a journal and says, line by line, what keeps it from being taken in. Nothing is posted.',
  query: z.object({ year }),
  response: importPreview,
  errors: importRefusals,
});

const imported = z.object({
  id: z.uuid(),
  /** Entries that were posted now. */
  posted: z.int(),
  known: z.int(),
});

export const importJournal = endpoint({
  ...file,
  name: 'ledger.importJournal',
  method: 'POST',
  path: `${path}/imports/journal`,
  permission: write,
  summary: 'Posts the entries of a journal, all or none; what stands already is not posted again.',
  query: z.object({ year, name: z.string().trim().min(1).max(200) }),
  response: imported,
  errors: [...importRefusals, 'ledger.import_faulty', 'ledger.opening_stands'],
});

export const previewOpening = endpoint({
  ...file,
  name: 'ledger.previewOpening',
  method: 'POST',
  path: `${path}/imports/opening/preview`,
  permission: write,
  summary: 'Reads a sheet of opening balances and says, row by row, what keeps it from being taken in.',
  response: importPreview,
  errors: [...importRefusals, ...workbookErrors],
});

export const importOpening = endpoint({
  ...file,
  name: 'ledger.importOpening',
  method: 'POST',
  path: `${path}/imports/opening`,
  permission: write,
  summary: 'Posts the opening balances of a sheet as of the first day of the book, all or none.',
  query: z.object({ name: z.string().trim().min(1).max(200) }),
  response: imported,
  errors: [...importRefusals, ...workbookErrors, 'ledger.import_faulty', 'ledger.opening_stands'],
});

export const importRow = z.object({
  id: z.uuid(),
  kind: z.enum(importKinds),
  fileName: z.string(),
  posted: z.int(),
  known: z.int(),
  importedAt: z.iso.datetime(),
  importedBy: z.string(),
});
export type ImportRow = z.infer<typeof importRow>;

export const listImports = endpoint({
  name: 'ledger.listImports',
  method: 'GET',
  path: `${path}/imports`,
  permission: 'ledger.book.read',
  summary: 'What was taken into a book from files, the newest first.',
  params: byId,
  query: pageQuery,
  response: pageOf(importRow),
});

export const exchangeErrors = defineErrors({
  'ledger.export_too_long': 422,
  'ledger.import_empty': 422,
  'ledger.import_too_long': 422,
  'ledger.import_faulty': 422,
  'ledger.import_line': 422,
  'ledger.import_amount': 422,
  'ledger.import_year': 422,
  'ledger.import_party': 422,
  'ledger.import_kind': 422,
  'ledger.import_reversal': 422,
});
