import { z } from 'zod';
import { abilities, day, endpoint, parameterShape } from '#kernel/contract';
import { idParams } from '../unit-contract';

/** How many days a role may be handed on at most, first and last day counted. */
export const longestDelegationShape = parameterShape({
  key: 'roster.longestDelegationDays',
  unit: 'days',
  schema: z.int().min(1).max(366),
});

export const delegationRow = z.object({
  id: z.uuid(),
  /** Who exercises the role meanwhile. */
  name: z.string(),
  validFrom: day,
  validTo: day,
  abilities,
});
export type DelegationRow = z.infer<typeof delegationRow>;

export const ownGrantRow = z.object({
  id: z.uuid(),
  role: z.string(),
  unitName: z.string(),
  validFrom: day,
  validTo: day.nullable(),
  /** Whose role it is, when it is exercised for somebody on leave. */
  delegatedBy: z.string().nullable(),
  delegations: z.array(delegationRow),
  abilities,
});
export type OwnGrantRow = z.infer<typeof ownGrantRow>;

export const listOwnGrants = endpoint({
  name: 'roster.listOwnGrants',
  method: 'GET',
  path: '/api/roster/own-grants',
  permission: 'signed-in',
  summary: 'Lists the own roles, for whom one stands in, and who stands in for oneself.',
  response: z.object({ rows: z.array(ownGrantRow), longestDays: z.int() }),
});

export const findColleagues = endpoint({
  name: 'roster.findColleagues',
  method: 'GET',
  path: '/api/roster/own-grants/:id/colleagues',
  permission: 'signed-in',
  summary: 'Finds whom an own role can be handed to: people with an account in its unit, beside it and below.',
  params: idParams,
  query: z.object({ search: z.string().trim().max(60).default('') }),
  response: z.object({ rows: z.array(z.object({ accountId: z.uuid(), name: z.string(), unitName: z.string() })) }),
});

export const delegateRole = endpoint({
  name: 'roster.delegateRole',
  method: 'POST',
  path: '/api/roster/own-grants/:id/delegations',
  permission: 'signed-in',
  summary:
    'Hands an own role to a colleague for a leave, from a day to a day; keeping accounts and roles is not handed on.',
  params: idParams,
  body: z.object({ accountId: z.uuid(), from: day, to: day }),
  response: delegationRow,
  errors: [
    'roster.not_delegable',
    'roster.delegation_to_self',
    'roster.delegation_too_long',
    'roster.delegation_beyond',
    'roster.day_before_start',
    'roster.grant_overlap',
    'roster.roles_apart',
  ],
});

export const endDelegation = endpoint({
  name: 'roster.endDelegation',
  method: 'POST',
  path: '/api/roster/delegations/:id/end',
  permission: 'signed-in',
  summary: 'Ends a delegation at once; both sides may.',
  params: idParams,
  response: z.object({ validTo: day }),
  errors: ['roster.already_ended'],
});
