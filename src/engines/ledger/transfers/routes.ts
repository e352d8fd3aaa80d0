import { serve, type Route } from '#kernel';
import * as contract from './contract';
import { exportTransfers, listTransferBooks, listTransfers, showTransfer } from './listing';
import { askTransferBack, decideTransfer, proposeTransfer, withdrawTransfer } from './transfers';

/** What an act answers that has nothing to say. */
const done = async (act: Promise<void>): Promise<Record<string, never>> => {
  await act;
  return {};
};

export const transferRoutes: readonly Route[] = [
  serve(contract.listTransfers, (ctx, { query }) => listTransfers(ctx, query)),
  serve(contract.exportTransfers, (ctx, { query }) => exportTransfers(ctx, query)),
  serve(contract.showTransfer, (ctx, { params }) => showTransfer(ctx, params.id)),
  serve(contract.listTransferBooks, (ctx) => listTransferBooks(ctx)),
  serve(contract.proposeTransfer, (ctx, { body }) => proposeTransfer(ctx, body)),
  serve(contract.withdrawTransfer, (ctx, { params, body }) => done(withdrawTransfer(ctx, params.id, body.version))),
  serve(contract.askTransferBack, (ctx, { params, body }) => done(askTransferBack(ctx, params.id, body))),
  serve(contract.decideTransfer, (ctx, input) => done(decideTransfer(ctx, input))),
];
