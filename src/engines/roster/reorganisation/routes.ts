import { serve, type Route } from '#kernel';
import type { RoleTable } from '../roles';
import * as contract from './contract';
import { mergeUnits, previewMerger } from './merge-units';
import { markRemote, reopenUnit } from './reopen-unit';
import { previewSplit, splitUnit } from './split-unit';

export function reorganisationRoutes(roles: RoleTable): Route[] {
  return [
    serve(contract.previewMerger, (ctx, { query }) => previewMerger(ctx, query)),
    serve(contract.mergeUnits, (ctx, { body }) => mergeUnits(ctx, roles, body)),
    serve(contract.previewSplit, (ctx, { params, query }) => previewSplit(ctx, params.id, query.from)),
    serve(contract.splitUnit, (ctx, { params, body }) => splitUnit(ctx, roles, params.id, body)),
    serve(contract.reopenUnit, (ctx, { params, body }) => reopenUnit(ctx, params.id, body)),
    serve(contract.markRemote, (ctx, { params, body }) => markRemote(ctx, params.id, body)),
  ];
}
