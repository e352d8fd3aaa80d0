import { serve, type Route } from '#kernel';
import * as contract from './contract';
import * as receipts from './receipts';

export const receiptRoutes: readonly Route[] = [
  serve(contract.listReceipts, receipts.listReceipts),
  serve(contract.exportReceipts, receipts.exportReceipts),
  serve(contract.showReceipt, (ctx, { params }) => receipts.showReceipt(ctx, params.id)),
  serve(contract.listTakings, receipts.listTakings),
  serve(contract.writeReceipt, receipts.writeReceipt),
  serve(contract.cancelReceipt, receipts.cancelReceipt),
];
