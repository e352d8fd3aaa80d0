import { serve, type Route } from '#kernel';
import { done } from '../books/routes';
import * as contract from './contract';
import { askForMonth, closeMonth, decideOnMonth, listPeriods } from './desk';

export const periodRoutes: readonly Route[] = [
  serve(contract.listPeriods, listPeriods),
  serve(contract.closePeriod, (ctx, { params }) => done(closeMonth(ctx, params))),
  serve(contract.askToReopen, (ctx, { params, body }) => done(askForMonth(ctx, params, body.reason))),
  serve(contract.decideReopening, (ctx, { params, body }) => done(decideOnMonth(ctx, params, body.isGranted))),
];
