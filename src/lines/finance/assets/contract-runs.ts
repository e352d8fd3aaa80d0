import { z } from 'zod';
import { endpoint, pageOf, pageQuery } from '#kernel/contract';
import { abilities, byId, day, fen, unitName, version, words } from '../terms';
import { assetWhole } from './contract';
import { assetBase, assetBook, bookName, entryName, keeper, month, reason } from './terms';

const read = 'finance.asset.read';
const write = 'finance.asset.write';
const approve = 'finance.asset.approve';

export const assetRun = z.object({
  id: z.uuid(),
  month: z.string(),
  on: day,
  amount: fen,
  count: z.int(),
  entry: entryName,
  state: z.enum(['done', 'undone']),
  createdByName: z.string(),
  undoneByName: z.string().nullable(),
  undoReason: z.string().nullable(),
  abilities,
});
export type AssetRun = z.infer<typeof assetRun>;

const runLine = z.object({
  id: z.uuid(),
  number: z.int(),
  name: z.string(),
  cost: fen,
  amount: fen,
  net: fen,
});
export type AssetRunLine = z.infer<typeof runLine>;

export const listAssetRuns = endpoint({
  name: 'finance.listAssetRuns',
  method: 'GET',
  path: `${assetBook}/asset-runs`,
  permission: read,
  summary: 'The months of depreciation of a book that were posted, the latest first.',
  params: byId,
  query: pageQuery,
  response: pageOf(assetRun),
  errors: ['finance.asset_book_unfit'],
});

export const previewAssetRun = endpoint({
  name: 'finance.previewAssetRun',
  method: 'GET',
  path: `${assetBook}/asset-runs/preview`,
  permission: read,
  summary: 'What a month of depreciation would post, card by card, and why it can’t be posted yet.',
  params: byId,
  query: z.object({ month: month.optional() }),
  response: z.object({
    month: z.string(),
    on: day,
    amount: fen,
    rows: z.array(runLine),
    whyNot: z.string().nullable(),
    abilities,
  }),
  errors: ['finance.asset_book_unfit'],
});

export const makeAssetRun = endpoint({
  name: 'finance.makeAssetRun',
  method: 'POST',
  path: `${assetBook}/asset-runs`,
  permission: write,
  summary: 'Posts a month’s depreciation of all cards of a book in one entry, on the month’s last day.',
  params: byId,
  body: z.object({ month, /** What was previewed; another sum is refused. */ amount: fen }),
  response: assetRun,
  errors: [
    ...(['finance.asset_book_unfit', 'finance.asset_month_ahead', 'finance.asset_run_there'] as const),
    ...(['finance.asset_run_later', 'finance.asset_run_nothing'] as const),
  ],
});

export const showAssetRun = endpoint({
  name: 'finance.showAssetRun',
  method: 'GET',
  path: '/api/finance/asset-runs/:id',
  permission: read,
  summary: 'A month of depreciation with what each card lost.',
  params: byId,
  response: assetRun.extend({ book: bookName, rows: z.array(runLine) }),
});

export const undoAssetRun = endpoint({
  name: 'finance.undoAssetRun',
  method: 'POST',
  path: '/api/finance/asset-runs/:id/undo',
  permission: write,
  summary: 'Takes the last month of depreciation back by the reversal of its entry.',
  params: byId,
  body: z.object({ reason }),
  response: assetRun,
  errors: ['finance.asset_run_later', 'finance.asset_run_undone', 'finance.asset_run_scrapped'],
});

export const proposeScrapping = endpoint({
  name: 'finance.proposeScrapping',
  method: 'POST',
  path: `${assetBase}/:id/scrappings`,
  permission: write,
  summary: 'Proposes that a thing goes out of the books.',
  params: byId,
  body: z.object({ version, reason }),
  response: assetWhole,
  errors: ['finance.asset_scrapped', 'finance.asset_scrapping_open'],
});

export const decideScrapping = endpoint({
  name: 'finance.decideScrapping',
  method: 'POST',
  path: '/api/finance/asset-scrappings/:id/decide',
  permission: approve,
  summary: 'Grants a proposal, which posts it today, or refuses it; never by the hand that proposed it.',
  params: byId,
  body: z.object({ isGranted: z.boolean(), words: words(200).default('') }),
  response: assetWhole,
  errors: ['finance.asset_scrapping_over', 'finance.asset_book_unfit'],
});

export const takeScrappingBack = endpoint({
  name: 'finance.takeScrappingBack',
  method: 'POST',
  path: '/api/finance/asset-scrappings/:id/take-back',
  permission: approve,
  summary: 'Takes a scrapping back by the reversal of its entry; the thing stands in the books again.',
  params: byId,
  body: z.object({ reason }),
  response: assetWhole,
  errors: ['finance.asset_scrapping_over'],
});

export const countStates = ['open', 'decided', 'dropped'] as const;

export const assetCount = z.object({
  id: z.uuid(),
  on: day,
  book: bookName,
  unit: unitName,
  state: z.enum(countStates),
  cards: z.int(),
  found: z.int(),
  missing: z.int(),
  extra: z.int(),
  openedByName: z.string(),
  decidedByName: z.string().nullable(),
  decisionWords: z.string(),
  version: z.int(),
  abilities,
});
export type AssetCount = z.infer<typeof assetCount>;

export const countLine = z.object({
  assetId: z.uuid(),
  number: z.int(),
  name: z.string(),
  specification: z.string(),
  unit: unitName,
  keeper,
  cost: fen,
  outcome: z.enum(['found', 'missing']).nullable(),
  note: z.string(),
  verdict: z.enum(['keep', 'scrap']).nullable(),
});
export type CountLine = z.infer<typeof countLine>;

const countWhole = assetCount.extend({
  lines: z.array(countLine),
  extras: z.array(z.object({ id: z.uuid(), words: z.string(), note: z.string() })),
});
export type CountWhole = z.infer<typeof countWhole>;

export const listAssetCounts = endpoint({
  name: 'finance.listAssetCounts',
  method: 'GET',
  path: '/api/finance/asset-counts',
  permission: read,
  summary: 'Stock-takings of fixed assets within reach, the latest first.',
  query: pageQuery.extend({ unitId: z.uuid().optional() }),
  response: pageOf(assetCount),
});

export const openAssetCount = endpoint({
  name: 'finance.openAssetCount',
  method: 'POST',
  path: '/api/finance/asset-counts',
  permission: write,
  summary: 'Begins a stock-taking today: a sheet of all cards of a book that stand in a unit or below.',
  body: z.object({ bookId: z.uuid(), unitId: z.uuid() }),
  response: countWhole,
  errors: [
    ...(['finance.asset_book_unfit', 'finance.asset_place_unfit'] as const),
    ...(['finance.asset_count_empty', 'finance.asset_count_open'] as const),
  ],
});

export const showAssetCount = endpoint({
  name: 'finance.showAssetCount',
  method: 'GET',
  path: '/api/finance/asset-counts/:id',
  permission: read,
  summary: 'The sheet of a stock-taking: what was found, is missing, and was there without a card.',
  params: byId,
  response: countWhole,
});

export const noteAssetCount = endpoint({
  name: 'finance.noteAssetCount',
  method: 'POST',
  path: '/api/finance/asset-counts/:id/lines',
  permission: write,
  summary: 'Notes which cards were found or are missing, and what was there without a card.',
  params: byId,
  body: z.object({
    version,
    lines: z
      .array(z.object({ assetId: z.uuid(), outcome: z.enum(['found', 'missing']).nullable(), note: words(100) }))
      .max(2000),
    extras: z.array(z.object({ words: words(100, 1), note: words(200) })).max(200),
  }),
  response: countWhole,
  errors: ['finance.asset_count_over', 'finance.asset_count_line'],
});

export const decideAssetCount = endpoint({
  name: 'finance.decideAssetCount',
  method: 'POST',
  path: '/api/finance/asset-counts/:id/decide',
  permission: approve,
  summary:
    'Decides each difference: what is missing is looked for on or goes out of the books; never by who began the sheet.',
  params: byId,
  body: z.object({
    version,
    verdicts: z.array(z.object({ assetId: z.uuid(), verdict: z.enum(['keep', 'scrap']) })).max(2000),
    words: words(300, 2),
  }),
  response: countWhole,
  errors: ['finance.asset_count_over', 'finance.asset_count_left', 'finance.asset_count_verdicts'],
});

export const dropAssetCount = endpoint({
  name: 'finance.dropAssetCount',
  method: 'POST',
  path: '/api/finance/asset-counts/:id/drop',
  permission: write,
  summary: 'Gives a stock-taking up that was not decided.',
  params: byId,
  body: z.object({ version }),
  response: countWhole,
  errors: ['finance.asset_count_over'],
});
