import { serve, type Route } from '#kernel';
import * as contract from './contract';
import { listGaps, showRecords } from './records';

export const recordRoutes: readonly Route[] = [
  serve(contract.showRecords, showRecords),
  serve(contract.listGaps, (ctx, { query }) => listGaps(ctx, query)),
];
