import type { PermissionName } from '#kernel/contract';
import { defineErrors } from '#kernel/contract';
import * as delegations from './delegation-contract';
import * as rights from './rights-contract';

/** Who may what: roles kept apart, roles handed on for a leave, and the page that says who can and why. */
export * from './delegation-contract';
export * from './rights-contract';

export const rightsPermissions = ['roster.rights.read'] as const satisfies readonly PermissionName[];

export const rightsParameters = [delegations.longestDelegationShape] as const;

export const rightsErrors = defineErrors({
  'roster.role_kept': 409,
  'roster.roles_apart': 409,
  'roster.same_hand': 409,
  'roster.not_delegable': 409,
  'roster.delegation_to_self': 409,
  'roster.delegation_too_long': 422,
  'roster.delegation_beyond': 422,
});

export const rightsEndpoints = [
  delegations.listOwnGrants,
  delegations.findColleagues,
  delegations.delegateRole,
  delegations.endDelegation,
  rights.getRights,
  rights.findThings,
  rights.whoCanOnThing,
  rights.whoHolds,
  rights.findAccounts,
  rights.showAccountRights,
] as const;
