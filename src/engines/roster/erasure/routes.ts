import { serve, type Route } from '#kernel';
import * as contract from './contract';
import type { Erasers } from './keeps';
import * as listing from './listing';
import * as own from './own';
import * as proposals from './proposals';

export function erasureRoutes(erasers: Erasers): Route[] {
  return [
    serve(contract.listDueErasures, (ctx, { query }) => listing.listDue(ctx, erasers, query)),
    serve(contract.exportDueErasures, (ctx) => listing.exportDue(ctx, erasers)),
    serve(contract.listErasures, (ctx, { query }) => listing.listErasures(ctx, query)),
    serve(contract.exportErasures, (ctx, { query }) => listing.exportErasures(ctx, query)),
    serve(contract.previewErasure, (ctx, { params }) => proposals.previewErasure(ctx, erasers, params.id)),
    serve(contract.proposeErasures, (ctx, { body }) => proposals.proposeErasures(ctx, erasers, body)),
    serve(contract.approveErasure, (ctx, { params }) => proposals.approveErasure(ctx, erasers, params.id)),
    serve(contract.refuseErasure, (ctx, { params, body }) => proposals.refuseErasure(ctx, params.id, body.reason)),
    serve(contract.withdrawErasure, (ctx, { params }) => proposals.withdrawErasure(ctx, params.id)),
    serve(contract.showOwnErasure, (ctx) => own.showOwnErasure(ctx)),
    serve(contract.requestOwnErasure, (ctx, { body }) => own.requestOwnErasure(ctx, erasers, body)),
    serve(contract.withdrawOwnErasure, (ctx) => own.withdrawOwnErasure(ctx)),
  ];
}
