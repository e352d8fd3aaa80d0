import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, parameterShape, type PermissionName } from '#kernel/contract';
import { abilities, byId, day, fen, moneyDay, unitName, version, words } from '../terms';
import { assetBase, assetBook, assetClasses, assetStates, bookName, cost, entryName, keeper, month } from './terms';

export const assetPermissions = [
  'finance.asset.read',
  'finance.asset.write',
  'finance.asset.approve',
] as const satisfies readonly PermissionName[];

const months = z.int().min(0).max(1200);

/** Over how many months things of a class are written down; 0: never. */
export const assetLivesShape = parameterShape({
  key: 'finance.assetLives',
  unit: 'months',
  schema: z.object({
    ...{ buildings: months, vehicles: months, computers: months, office: months, electrical: months },
    ...{ culture: months, machines: months, furniture: months, books: months, other: months },
  }),
});
export type AssetLives = z.infer<typeof assetLivesShape.schema>;

/** What is left of the cost at the end, in percent, and how many months after the purchase the writing down begins. */
export const assetWriteDownShape = parameterShape({
  key: 'finance.assetWriteDown',
  unit: null,
  schema: z.object({ residualPercent: z.int().min(0).max(20), monthsAfter: z.int().min(0).max(1) }),
});
export type AssetWriteDown = z.infer<typeof assetWriteDownShape.schema>;

export const assetParameters = [assetLivesShape, assetWriteDownShape] as const;

export const assetRow = z.object({
  id: z.uuid(),
  number: z.int(),
  name: z.string(),
  class: z.enum(assetClasses),
  specification: z.string(),
  formerNumber: z.string(),
  boughtOn: day,
  book: bookName,
  unit: unitName,
  keeper,
  state: z.enum(assetStates),
  cost: fen,
  writtenDown: fen,
  net: fen,
  isScrappingProposed: z.boolean(),
});
export type AssetRow = z.infer<typeof assetRow>;

export const assetWhole = assetRow.extend({
  entry: entryName.nullable(),
  lifeMonths: z.int(),
  residual: fen,
  before: fen,
  /** The month in which the last fen is written down; null where nothing is left or the class keeps its worth. */
  lastMonth: z.string().nullable(),
  ruleSource: z.string(),
  scrappedOn: day.nullable(),
  createdByName: z.string(),
  version: z.int(),
  moves: z.array(
    z.object({
      id: z.uuid(),
      on: day,
      from: z.object({ unit: z.string(), keeper: z.string().nullable() }).nullable(),
      to: z.object({ unit: z.string(), keeper: z.string().nullable() }),
      state: z.enum(['in_use', 'lent']),
      note: z.string(),
      recordedByName: z.string(),
    }),
  ),
  months: z.array(z.object({ runId: z.uuid(), month: z.string(), amount: fen, entry: entryName })),
  scrappings: z.array(
    z.object({
      id: z.uuid(),
      state: z.enum(['proposed', 'approved', 'refused', 'taken_back']),
      reason: z.string(),
      proposedByName: z.string(),
      proposedAt: z.iso.datetime(),
      decidedByName: z.string().nullable(),
      decisionWords: z.string(),
      entry: entryName.nullable(),
      abilities,
    }),
  ),
  abilities,
});
export type AssetWhole = z.infer<typeof assetWhole>;

const read = 'finance.asset.read';
const write = 'finance.asset.write';
const asked = z.object({
  unitId: z.uuid().optional(),
  bookId: z.uuid().optional(),
  state: z.enum(assetStates).optional(),
  class: z.enum(assetClasses).optional(),
  /** A part of the name, the specification or the former number. */
  search: words(40).optional(),
});

export const listAssets = endpoint({
  name: 'finance.listAssets',
  method: 'GET',
  path: assetBase,
  permission: read,
  summary: 'Cards of fixed assets that stand within reach, in the order of their numbers.',
  query: pageQuery.extend(asked.shape),
  response: pageOf(assetRow),
});

export const exportAssets = endpoint({
  name: 'finance.exportAssets',
  method: 'GET',
  path: `${assetBase}.xlsx`,
  permission: read,
  summary: 'The same cards as an Excel file.',
  query: asked,
  response: 'file',
});

export const showAsset = endpoint({
  name: 'finance.showAsset',
  method: 'GET',
  path: `${assetBase}/:id`,
  permission: read,
  summary: 'A card with what it is worth, who has kept it, its depreciation by month and what became of it.',
  params: byId,
  response: assetWhole,
});

const named = z.object({
  name: words(60, 1),
  specification: words(80).default(''),
  formerNumber: words(40).default(''),
});
const held = z.object({ unitId: z.uuid(), keeperId: z.uuid() });

export const addAsset = endpoint({
  name: 'finance.addAsset',
  method: 'POST',
  path: assetBase,
  permission: write,
  summary:
    'Enters a card under the next number of the book’s unit; its life is that of its class on the day of purchase.',
  body: named.extend({
    ...held.shape,
    bookId: z.uuid(),
    class: z.enum(assetClasses),
    boughtOn: moneyDay,
    cost,
    /** The entry that bought it. */
    entryId: z.uuid().nullable().default(null),
  }),
  response: assetWhole,
  errors: [
    ...(['finance.asset_book_unfit', 'finance.asset_over_entry', 'finance.asset_number_taken'] as const),
    ...(['finance.asset_own_keeping', 'finance.asset_place_unfit', 'finance.asset_entry_unfit'] as const),
  ],
});

export const saveAsset = endpoint({
  name: 'finance.saveAsset',
  method: 'POST',
  path: `${assetBase}/:id`,
  permission: write,
  summary: 'Corrects what a card is called; what it cost and when it was bought stays.',
  params: byId,
  body: named.extend({ version }),
  response: assetWhole,
  errors: ['finance.asset_scrapped', 'finance.asset_number_taken'],
});

export const moveAsset = endpoint({
  name: 'finance.moveAsset',
  method: 'POST',
  path: `${assetBase}/:id/move`,
  permission: write,
  summary: 'Hands a thing over to another place or keeper, or notes that it is lent; both sides stay on record.',
  params: byId,
  body: held.extend({ version, state: z.enum(['in_use', 'lent']), note: words(200).default('') }),
  response: assetWhole,
  errors: [
    ...(['finance.asset_scrapped', 'finance.asset_own_keeping', 'finance.asset_place_unfit'] as const),
    'finance.asset_same_keeper',
  ],
});

/** What an entry says on the account, and what the cards do. */
const checkedEntry = z.object({
  /** Null: cards that name no entry. */
  entry: entryName.extend({ words: z.string() }).nullable(),
  book: fen,
  register: fen,
  difference: fen,
});
const checkedSide = z.object({
  code: z.string(),
  name: z.string(),
  book: fen,
  register: fen,
  difference: fen,
  /** Where both sides differ, entry by entry. */
  rows: z.array(checkedEntry),
  /** The first cards that name no entry, by their numbers, and how many there are. */
  bare: z.array(z.object({ id: z.uuid(), number: z.int(), name: z.string(), amount: fen })),
  bareCount: z.int(),
});
export type CheckedSide = z.infer<typeof checkedSide>;

export const assetCheck = z.object({
  book: bookName,
  unit: unitName,
  on: day,
  count: z.int(),
  cost: checkedSide,
  writtenDown: checkedSide,
  net: fen,
  abilities,
});
export type AssetCheck = z.infer<typeof assetCheck>;

export const checkAssets = endpoint({
  name: 'finance.checkAssets',
  method: 'GET',
  path: `${assetBook}/asset-check`,
  permission: read,
  summary: 'The cards of a book beside its accounts of fixed assets and of their depreciation today.',
  params: byId,
  response: assetCheck,
  errors: ['finance.asset_book_unfit'],
});

export const listAssetEntries = endpoint({
  name: 'finance.listAssetEntries',
  method: 'GET',
  path: `${assetBook}/asset-entries`,
  permission: read,
  summary: 'Entries that put fixed assets into a book, the latest first, with what no card names yet.',
  params: byId,
  response: z.object({
    rows: z.array(entryName.extend({ on: day, words: z.string(), amount: fen, left: fen })),
  }),
  errors: ['finance.asset_book_unfit'],
});

export const assetSheetRow = z.object({
  row: z.int(),
  name: z.string(),
  class: z.enum(assetClasses).nullable(),
  specification: z.string(),
  formerNumber: z.string(),
  boughtOn: day.nullable(),
  cost: fen.nullable(),
  before: fen.nullable(),
  place: z.string(),
  keeperName: z.string(),
  /** Why the row can't be taken in. */
  fault: z.string().nullable(),
});
export type AssetSheetRow = z.infer<typeof assetSheetRow>;

const sheet = z.object({ rows: z.array(assetSheetRow), good: z.int(), bad: z.int(), cost: fen, before: fen });
const sheetQuery = z.object({
  name: words(200, 1),
  /** The last month that the list has written down; the one before this, unless it is said. */
  until: month.optional(),
});
export const SHEET_MAX_BYTES = 5 * 1024 * 1024;

export const judgeAssetSheet = endpoint({
  name: 'finance.judgeAssetSheet',
  method: 'POST',
  path: `${assetBook}/asset-sheets/judge`,
  permission: write,
  summary: 'Reads a list of things that are there already, as .xlsx or text, and judges each row; nothing is taken in.',
  params: byId,
  query: sheetQuery,
  body: 'bytes',
  maxBytes: SHEET_MAX_BYTES,
  response: sheet,
  errors: ['finance.asset_book_unfit', 'finance.asset_sheet_no_heading', 'finance.asset_month_ahead'],
});

export const exportAssetSheetRest = endpoint({
  name: 'finance.exportAssetSheetRest',
  method: 'POST',
  path: `${assetBook}/asset-sheets/rest.xlsx`,
  permission: write,
  summary: 'The rows of such a list that can’t be taken in, as they came, with the reasons. Nothing is kept.',
  params: byId,
  query: sheetQuery,
  body: 'bytes',
  maxBytes: SHEET_MAX_BYTES,
  response: 'file',
  errors: [
    ...(['finance.asset_book_unfit', 'finance.asset_sheet_no_heading', 'finance.asset_month_ahead'] as const),
    'workbook.export_too_long',
  ],
});

export const importAssets = endpoint({
  name: 'finance.importAssets',
  method: 'POST',
  path: `${assetBook}/asset-sheets`,
  permission: write,
  summary: 'Takes the good rows of such a list in as cards; the others are answered with their faults.',
  params: byId,
  query: sheetQuery.extend({ entryId: z.uuid().optional() }),
  body: 'bytes',
  maxBytes: SHEET_MAX_BYTES,
  response: sheet,
  errors: [
    ...(['finance.asset_book_unfit', 'finance.asset_sheet_no_heading', 'finance.asset_month_ahead'] as const),
    ...(['finance.asset_sheet_nothing', 'finance.asset_sheet_twice'] as const),
    ...(['finance.asset_over_entry', 'finance.asset_entry_unfit'] as const),
  ],
});

export const assetErrors = defineErrors({
  'finance.asset_book_unfit': 422,
  'finance.asset_own_keeping': 403,
  'finance.asset_place_unfit': 422,
  'finance.asset_number_taken': 409,
  'finance.asset_over_entry': 409,
  'finance.asset_entry_unfit': 409,
  'finance.asset_same_keeper': 409,
  'finance.asset_scrapped': 409,
  'finance.asset_month_ahead': 422,
  'finance.asset_sheet_no_heading': 422,
  'finance.asset_sheet_nothing': 422,
  'finance.asset_sheet_twice': 409,
  'finance.asset_run_nothing': 409,
  'finance.asset_run_there': 409,
  'finance.asset_run_later': 409,
  'finance.asset_run_undone': 409,
  'finance.asset_run_scrapped': 409,
  'finance.asset_scrapping_open': 409,
  'finance.asset_scrapping_over': 409,
  'finance.asset_count_over': 409,
  'finance.asset_count_open': 409,
  'finance.asset_count_empty': 422,
  'finance.asset_count_line': 422,
  'finance.asset_count_left': 409,
  'finance.asset_count_verdicts': 422,
});
