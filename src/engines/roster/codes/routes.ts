import { serve, type Route } from '#kernel';
import * as codes from './codes';
import * as contract from './contract';

export function codeRoutes(codeRoles: codes.CodeRoles): Route[] {
  return [
    serve(contract.listAccess, (ctx, { query }) => codes.listAccess(ctx, query, codeRoles)),
    serve(contract.makeCode, (ctx, { params }) => codes.makeCode(ctx, params.id, codeRoles)),
    serve(contract.makeUnitCodes, (ctx, { params, body }) =>
      codes.makeUnitCodes(ctx, { unitId: params.id, isAnew: body.isAnew }, codeRoles),
    ),
    serve(contract.revokeCode, (ctx, { params }) => codes.revokeCode(ctx, params.id)),
  ];
}
