import { serve, type Route } from '#kernel';
import * as contract from './contract';
import * as finding from './finding';
import * as merging from './merging';
import type { PersonFollower } from './person-follower';
import * as undoing from './undoing';

export function doubleRoutes(followers: readonly PersonFollower[]): Route[] {
  return [
    serve(contract.listDoubles, (ctx, { query }) => finding.listDoubles(ctx, query)),
    serve(contract.exportDoubles, (ctx, { query }) => finding.exportDoubles(ctx, query)),
    serve(contract.checkDoubles, (ctx, { body }) => finding.checkDoubles(ctx, body)),
    serve(contract.markDifferent, (ctx, { body }) => finding.markDifferent(ctx, body)),
    serve(contract.withdrawDifference, (ctx, { params }) => finding.withdrawDifference(ctx, params.id)),
    serve(contract.listDifferences, (ctx, { query }) => finding.listDifferences(ctx, query)),
    serve(contract.previewMerge, (ctx, { query }) => merging.previewMerge(ctx, followers, query)),
    serve(contract.mergePeople, (ctx, { body }) => merging.mergePeople(ctx, followers, body)),
    serve(contract.listMerges, (ctx, { query }) => undoing.listMerges(ctx, query)),
    serve(contract.previewUndo, (ctx, { params }) => undoing.previewUndo(ctx, followers, params.id)),
    serve(contract.undoMerge, (ctx, { params, body }) => undoing.undoMerge(ctx, followers, params.id, body.reason)),
  ];
}
