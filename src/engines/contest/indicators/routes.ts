import { serve, type Route } from '#kernel';
import * as benchmarks from './benchmarks';
import { giveChecks, liftVeto, recordVeto, showBanner, showIndicatorResults } from './contest-results';
import * as contract from './contract';
import * as definitions from './definitions';
import { listKeyIndicators, submitKeyIndicators } from './key-indicators';
import * as listing from './listing';
import { enterReadings } from './readings';
import * as sheet from './sheet';
import { signReadings } from './signing';
import { exportStandings, showStandings } from './standings';

/** What an act answers that has nothing to say. */
const done = async (act: Promise<void>): Promise<Record<string, never>> => {
  await act;
  return {};
};

export const indicatorRoutes: readonly Route[] = [
  serve(contract.listIndicators, (ctx, { query }) => definitions.listIndicators(ctx, query)),
  serve(contract.exportIndicators, (ctx, { query }) => definitions.exportIndicators(ctx, query)),
  serve(contract.showIndicator, (ctx, { params }) => definitions.showIndicator(ctx, params.id)),
  serve(contract.createIndicator, (ctx, { body }) => definitions.createIndicator(ctx, body)),
  serve(contract.changeIndicator, definitions.changeIndicator),
  serve(contract.listIndicatorModels, (ctx, { query }) => definitions.listIndicatorModels(ctx, query.unitId)),
  serve(contract.adoptIndicators, (ctx, { body }) => definitions.adoptIndicators(ctx, body)),
  serve(contract.addBenchmark, benchmarks.addBenchmark),
  serve(contract.withdrawBenchmark, (ctx, { params, body }) =>
    benchmarks.withdrawBenchmark(ctx, params.id, body.reason),
  ),
  serve(contract.listPlanValues, benchmarks.listPlanValues),
  serve(contract.setPlanValues, benchmarks.setPlanValues),
  serve(contract.listKeyIndicators, (ctx, { query }) => listKeyIndicators(ctx, query)),
  serve(contract.submitKeyIndicators, (ctx, { body }) => submitKeyIndicators(ctx, body)),
  serve(contract.listReadings, (ctx, { query }) => listing.listReadings(ctx, query)),
  serve(contract.exportReadings, (ctx, { query }) => listing.exportReadings(ctx, query)),
  serve(contract.showReading, (ctx, { params }) => listing.showReading(ctx, params.id)),
  serve(contract.getReadingSheet, (ctx, { query }) => listing.getReadingSheet(ctx, query)),
  serve(contract.listReadingUnits, (ctx) => listing.listReadingUnits(ctx)),
  serve(contract.enterReadings, (ctx, { body }) => enterReadings(ctx, body)),
  serve(contract.signReadings, (ctx, { body }) => done(signReadings(ctx, body.ids, 'function'))),
  serve(contract.confirmReadings, (ctx, { body }) => done(signReadings(ctx, body.ids, 'union'))),
  serve(contract.getReadingTemplate, (ctx, { query }) => sheet.getReadingTemplate(ctx, query)),
  serve(contract.previewReadingSheet, sheet.previewReadingSheet),
  serve(contract.importReadingSheet, sheet.importReadingSheet),
  serve(contract.getReadingRest, sheet.getReadingRest),
  serve(contract.showStandings, showStandings),
  serve(contract.exportStandings, exportStandings),
  serve(contract.showIndicatorResults, showIndicatorResults),
  serve(contract.giveChecks, giveChecks),
  serve(contract.recordVeto, recordVeto),
  serve(contract.liftVeto, (ctx, { params, body }) => liftVeto(ctx, params.id, body.reason)),
  serve(contract.showBanner, (ctx, { params }) => showBanner(ctx, params.id)),
];
