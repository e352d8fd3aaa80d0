import { serve, type Route } from '#kernel';
import * as cohorts from './cohorts';
import * as contract from './contract';
import * as members from './members';
import { listSchemes } from './schemes';

export const cohortRoutes: readonly Route[] = [
  serve(contract.listCohorts, (ctx) => cohorts.listCohorts(ctx)),
  serve(contract.listSchemes, (ctx) => listSchemes(ctx)),
  serve(contract.showCohort, (ctx, { params, query }) => cohorts.showCohort(ctx, params.id, query)),
  serve(contract.listCohortMembers, (ctx, { params, query }) => members.listMembers(ctx, params.id, query)),
  serve(contract.exportCohortMembers, (ctx, { params, query }) => members.exportMembers(ctx, params.id, query)),
  serve(contract.compareCohort, (ctx, { params, query }) => members.compareCohort(ctx, params.id, query)),
  serve(contract.explainCohort, (ctx, { params, query }) =>
    members.explainCohort(ctx, params.id, params.personId, query.day),
  ),
  serve(contract.tryCohort, (ctx, { body }) => cohorts.tryCohort(ctx, body)),
  serve(contract.createCohort, (ctx, { body }) => cohorts.createCohort(ctx, body)),
  serve(contract.saveCohort, (ctx, { params, body }) => cohorts.saveCohort(ctx, params.id, body)),
  serve(contract.retireCohort, (ctx, { params, body }) => cohorts.retireCohort(ctx, params.id, body.version)),
];
