import { z } from 'zod';
import { abilities, day, defineErrors, endpoint, pageOf, pageQuery, parameterShape } from '#kernel/contract';
import type { PermissionName } from '#kernel/contract';
import { idParams } from '../unit-contract';

/** `invite` makes the account of a person who has none; `reset` lets a person choose a new password. */
export const codePurposes = ['invite', 'reset'] as const;
export type CodePurpose = (typeof codePurposes)[number];

/** An expired code, or one that was guessed at too often, opens nothing any more. */
export const codeStates = ['open', 'expired', 'worn_out'] as const;

/** People without an account; with a slip that is still open; with an account. */
export const accessStates = ['without', 'coded', 'with'] as const;

/** The most slips that one press makes; a larger works prints unit by unit. */
export const MOST_CODES = 500;

export const codePermissions = ['roster.account.invite'] as const satisfies readonly PermissionName[];

export const codeErrors = defineErrors({
  'roster.codes_none': 422,
  'roster.codes_too_many': 422,
  'roster.code_ended': 409,
});

/** How long a slip opens an account. */
export const codeDaysShape = parameterShape({
  key: 'roster.codeDays',
  unit: 'days',
  schema: z.number().int().min(1).max(60),
});

export const accessRow = z.object({
  personId: z.uuid(),
  name: z.string(),
  staffNumber: z.string(),
  unitName: z.string(),
  hasAccount: z.boolean(),
  /** The latest code that was neither used nor withdrawn. */
  code: z
    .object({ id: z.uuid(), purpose: z.enum(codePurposes), madeOn: day, lastDay: day, state: z.enum(codeStates) })
    .nullable(),
  abilities,
});
export type AccessRow = z.infer<typeof accessRow>;

/** What goes on paper. The code is told this once. */
export const codeSlip = z.object({
  personId: z.uuid(),
  name: z.string(),
  staffNumber: z.string(),
  unitName: z.string(),
  purpose: z.enum(codePurposes),
  /** Two groups of four, `K7MW-3PXA`. */
  code: z.string(),
  lastDay: day,
});
export type CodeSlip = z.infer<typeof codeSlip>;

export const listAccess = endpoint({
  name: 'roster.listAccess',
  method: 'GET',
  path: '/api/roster/access',
  permission: 'roster.account.invite',
  summary: 'Lists the people of the own units with whether they have an account or a code for the first sign-in.',
  query: pageQuery.extend({
    search: z.string().trim().max(60).optional(),
    unitId: z.uuid().optional(),
    state: z.enum(accessStates).optional(),
  }),
  response: pageOf(accessRow),
});

export const makeCode = endpoint({
  name: 'roster.makeCode',
  method: 'POST',
  path: '/api/roster/people/:id/code',
  permission: 'roster.account.invite',
  summary: 'Makes a code for one person: for the first sign-in, or for a new password where there is an account.',
  params: idParams,
  isAnsweredOnce: true,
  response: codeSlip,
  errors: ['roster.account_beyond', 'roster.person_left'],
});

export const makeUnitCodes = endpoint({
  name: 'roster.makeUnitCodes',
  method: 'POST',
  path: '/api/roster/units/:id/codes',
  permission: 'roster.account.invite',
  summary: 'Makes codes for the first sign-in of everybody in a unit, and below it, who has no account.',
  params: idParams,
  body: z.object({
    /** Also for people whose slip is still open; that slip then opens nothing any more. */
    isAnew: z.boolean().default(false),
  }),
  isAnsweredOnce: true,
  response: z.object({ slips: z.array(codeSlip) }),
  errors: ['roster.codes_none', 'roster.codes_too_many'],
});

export const revokeCode = endpoint({
  name: 'roster.revokeCode',
  method: 'POST',
  path: '/api/roster/codes/:id/revoke',
  permission: 'roster.account.invite',
  summary: 'Withdraws a code, of a lost slip for example.',
  params: idParams,
  response: z.object({}),
  errors: ['roster.code_ended'],
});

export const codeEndpoints = [listAccess, makeCode, makeUnitCodes, revokeCode] as const;
