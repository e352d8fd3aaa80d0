import { serve, type Route } from '#kernel';
import * as contract from './contract';
import * as money from './contract-money';
import { endDuesExemption, exemptFromDues } from './exemptions';
import * as lists from './lists';
import * as overview from './overview';
import * as payments from './payments';
import * as runs from './runs';
import * as schemes from './schemes';
import { showDuesOf, showOwnDues } from './statement';

export const duesRoutes: readonly Route[] = [
  serve(contract.showDues, (ctx, { query }) => overview.showDues(ctx, query)),
  serve(contract.listDuesCharges, (ctx, { query }) => overview.listDuesCharges(ctx, query)),
  serve(contract.exportDuesCharges, (ctx, { query }) => overview.exportDuesCharges(ctx, query)),
  serve(contract.listLapsing, (ctx, { query }) => overview.listLapsing(ctx, query)),
  serve(contract.showOwnDues, (ctx) => showOwnDues(ctx)),
  serve(contract.showDuesOf, (ctx, { params }) => showDuesOf(ctx, params.id)),
  serve(contract.previewDuesRun, (ctx, { query }) => runs.previewDuesRun(ctx, query)),
  serve(contract.beginDuesRun, (ctx, { body }) => runs.beginDuesRun(ctx, body)),
  serve(contract.listDuesRuns, (ctx, { query }) => runs.listDuesRuns(ctx, query)),
  serve(contract.showDuesRun, (ctx, { params }) => runs.showDuesRun(ctx, params.id)),
  serve(contract.undoDuesRun, (ctx, { params, body }) => runs.undoDuesRun(ctx, params.id, body)),
  serve(contract.listDuesSchemes, (ctx, { query }) => schemes.listDuesSchemes(ctx, query)),
  serve(contract.setDuesScheme, (ctx, { body }) => schemes.setDuesScheme(ctx, body)),
  serve(contract.takeBackDuesScheme, (ctx, { params }) => schemes.takeBackDuesScheme(ctx, params.id)),
  serve(money.addDuesReceipt, (ctx, { body }) => payments.addDuesReceipt(ctx, body)),
  serve(money.refundDues, (ctx, { body }) => payments.refundDues(ctx, body)),
  serve(money.undoDuesPayment, (ctx, { params, body }) => payments.undoDuesPayment(ctx, params.id, body)),
  serve(money.exemptFromDues, (ctx, { body }) => exemptFromDues(ctx, body)),
  serve(money.endDuesExemption, (ctx, { params, body }) => endDuesExemption(ctx, params.id, body)),
  serve(money.addWageList, (ctx, { query, body }) => lists.addList(ctx, 'wages', query, body)),
  serve(money.addPaymentList, (ctx, { query, body }) => lists.addList(ctx, 'payments', query, body)),
  serve(money.checkWageList, (ctx, { params, body }) => lists.checkList(ctx, 'wages', params.id, body)),
  serve(money.checkPaymentList, (ctx, { params, body }) => lists.checkList(ctx, 'payments', params.id, body)),
  serve(money.applyWageList, (ctx, { params, body }) => lists.applyWages(ctx, params.id, body)),
  serve(money.applyPaymentList, (ctx, { params, body }) => lists.applyPayments(ctx, params.id, body)),
  serve(money.undoWageList, (ctx, { params, body }) => lists.undoList(ctx, 'wages', params.id, body)),
  serve(money.undoPaymentList, (ctx, { params, body }) => lists.undoList(ctx, 'payments', params.id, body)),
  serve(money.listDuesLists, (ctx, { query }) => lists.listDuesLists(ctx, query)),
  serve(money.showDuesList, (ctx, { params }) => lists.showDuesList(ctx, params.id)),
  serve(money.listDuesListRows, (ctx, { params, query }) => lists.listDuesListRows(ctx, params.id, query)),
  serve(money.exportDuesRest, (ctx, { params }) => lists.exportDuesRest(ctx, params.id)),
];
