import { serve, type Route } from '#kernel';
import * as cards from './cards';
import { checkAssets } from './check';
import * as contract from './contract';
import * as later from './contract-runs';
import * as counts from './counts';
import { listAssetEntries } from './entries';
import * as lists from './import';
import * as runs from './runs';
import * as scrapping from './scrapping';

export const assetRoutes: readonly Route[] = [
  serve(contract.listAssets, cards.listAssets),
  serve(contract.exportAssets, cards.exportAssets),
  serve(contract.showAsset, (ctx, { params }) => cards.showAsset(ctx, params.id)),
  serve(contract.addAsset, cards.addAsset),
  serve(contract.saveAsset, cards.saveAsset),
  serve(contract.moveAsset, cards.moveAsset),
  serve(contract.checkAssets, (ctx, { params }) => checkAssets(ctx, params.id)),
  serve(contract.listAssetEntries, listAssetEntries),
  serve(contract.judgeAssetSheet, lists.judgeAssetSheet),
  serve(contract.exportAssetSheetRest, lists.exportAssetSheetRest),
  serve(contract.importAssets, lists.importAssets),
  serve(later.listAssetRuns, runs.listAssetRuns),
  serve(later.previewAssetRun, runs.previewAssetRun),
  serve(later.makeAssetRun, runs.makeAssetRun),
  serve(later.showAssetRun, (ctx, { params }) => runs.showAssetRun(ctx, params.id)),
  serve(later.undoAssetRun, runs.undoAssetRun),
  serve(later.proposeScrapping, scrapping.proposeScrapping),
  serve(later.decideScrapping, scrapping.decideScrapping),
  serve(later.takeScrappingBack, scrapping.takeScrappingBack),
  serve(later.listAssetCounts, counts.listAssetCounts),
  serve(later.openAssetCount, counts.openAssetCount),
  serve(later.showAssetCount, (ctx, { params }) => counts.showAssetCount(ctx, params.id)),
  serve(later.noteAssetCount, counts.noteAssetCount),
  serve(later.decideAssetCount, counts.decideAssetCount),
  serve(later.dropAssetCount, counts.dropAssetCount),
];
