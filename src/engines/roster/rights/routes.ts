import { serve, type Route } from '#kernel';
import type { RoleTable } from '../roles';
import { visibleUnit } from '../units';
import * as contract from './contract';
import * as delegations from './delegations';
import * as who from './who-can';

export function rightsRoutes(roles: RoleTable): Route[] {
  return [
    serve(contract.listOwnGrants, (ctx) => delegations.listOwnGrants(ctx, roles)),
    serve(contract.findColleagues, (ctx, { params, query }) =>
      delegations.findColleagues(ctx, roles, params.id, query.search),
    ),
    serve(contract.delegateRole, (ctx, { params, body }) => delegations.delegateRole(ctx, roles, params.id, body)),
    serve(contract.endDelegation, (ctx, { params }) => delegations.endDelegation(ctx, params.id)),
    serve(contract.getRights, (ctx) => who.getRights(ctx, roles)),
    serve(contract.findThings, (ctx, { query }) => who.findThings(ctx, query)),
    serve(contract.whoCanOnThing, (ctx, input) => who.whoCanOnThing(ctx, roles, input)),
    serve(contract.whoHolds, async (ctx, { params, query }) => {
      const unit = await visibleUnit(ctx, query.unitId, 'roster.rights.read');
      return who.whoHolds(ctx, roles, { permission: params.permission, unit, page: query });
    }),
    serve(contract.findAccounts, (ctx, { query }) => who.findAccounts(ctx, query.search)),
    serve(contract.showAccountRights, (ctx, { params }) => who.showAccountRights(ctx, roles, params.id)),
  ];
}
