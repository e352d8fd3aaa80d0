import { z } from 'zod';
import { abilities, day, endpoint, pageOf, pageQuery } from '#kernel/contract';
import { personName } from './person-contract';
import { code, idParams, line } from './unit-contract';

export const grantRow = z.object({
  id: z.uuid(),
  role: z.string(),
  unitId: z.uuid(),
  unitName: z.string(),
  validFrom: day,
  validTo: day.nullable(),
  /** Whose role it is, when it is exercised for somebody on leave. */
  delegatedBy: z.string().nullable(),
  abilities,
});

/** An account as the administrator sees it. */
export const userRow = z.object({
  accountId: z.uuid(),
  username: z.string(),
  name: z.string(),
  person: z.object({ id: z.uuid(), staffNumber: z.string(), unitName: z.string().nullable() }).nullable(),
  isClosed: z.boolean(),
  /** Too many wrong passwords within the last quarter of an hour. */
  isLocked: z.boolean(),
  mustChangePassword: z.boolean(),
  /** Asks for a code of the phone beside the password. */
  hasSecondFactor: z.boolean(),
  lastSignedInAt: z.iso.datetime().nullable(),
  grants: z.array(grantRow),
  abilities,
});
export type UserRow = z.infer<typeof userRow>;

const password = z.string().min(1).max(200);

export const listUsers = endpoint({
  name: 'roster.listUsers',
  method: 'GET',
  path: '/api/roster/users',
  permission: 'roster.user.manage',
  summary: 'Lists the accounts that hold a role, or belong to a person, in the own part of the tree.',
  query: pageQuery.extend({ search: z.string().trim().max(60).optional() }),
  response: pageOf(userRow).extend({ abilities }),
});

export const createUser = endpoint({
  name: 'roster.createUser',
  method: 'POST',
  path: '/api/roster/users',
  permission: 'roster.user.manage',
  summary: 'Makes an account with a first role. Without a password it answers with one to be used once.',
  body: z.object({
    /** Null for somebody who is not in the roster, such as an auditor of the group. */
    personId: z.uuid().nullable(),
    /** Left out: the staff number of the person. */
    username: line.min(1).max(100).regex(/^\S+$/).optional(),
    /** Needed without a person. */
    name: personName.optional(),
    password: password.optional(),
    role: code,
    unitId: z.uuid(),
  }),
  isAnsweredOnce: true,
  response: z.object({ user: userRow, oneTimePassword: z.string().nullable() }),
  errors: [
    'roster.username_taken',
    'roster.username_missing',
    'roster.person_has_account',
    'roster.account_beyond',
    'roster.role_unknown',
    'roster.role_kept',
    'session.password_weak',
  ],
});

export const resetUserPassword = endpoint({
  name: 'roster.resetUserPassword',
  method: 'POST',
  path: '/api/roster/users/:id/reset-password',
  permission: 'roster.user.manage',
  summary: 'Sets a password to be used once and signs the account out everywhere.',
  params: idParams,
  body: z.object({ password: password.optional() }),
  isAnsweredOnce: true,
  response: z.object({ oneTimePassword: z.string().nullable() }),
  errors: ['session.password_weak', 'roster.account_beyond'],
});

export const resetSecondFactor = endpoint({
  name: 'roster.resetSecondFactor',
  method: 'POST',
  path: '/api/roster/users/:id/reset-second-factor',
  permission: 'roster.user.manage',
  summary: 'Takes the second factor from an account whose phone is lost, and tells its person.',
  params: idParams,
  response: userRow,
  errors: ['roster.second_factor_none', 'roster.account_beyond'],
});

export const closeUser = endpoint({
  name: 'roster.closeUser',
  method: 'POST',
  path: '/api/roster/users/:id/close',
  permission: 'roster.user.manage',
  summary: 'Closes an account: it is signed out everywhere and can not sign in until it is opened again.',
  params: idParams,
  response: userRow,
  errors: ['roster.own_account', 'roster.account_beyond'],
});

export const openUser = endpoint({
  name: 'roster.openUser',
  method: 'POST',
  path: '/api/roster/users/:id/open',
  permission: 'roster.user.manage',
  summary: 'Opens a closed account again.',
  params: idParams,
  response: userRow,
  errors: ['roster.own_account', 'roster.account_beyond'],
});

export const grantRole = endpoint({
  name: 'roster.grantRole',
  method: 'POST',
  path: '/api/roster/users/:id/grants',
  permission: 'roster.grant.write',
  summary: 'Gives an account a role in a unit and all below it.',
  params: idParams,
  body: z.object({ role: code, unitId: z.uuid(), from: day, to: day.nullable().default(null) }),
  response: grantRow,
  errors: [
    'roster.role_unknown',
    'roster.role_kept',
    'roster.roles_apart',
    'roster.own_grant',
    'roster.grant_overlap',
    'roster.day_before_start',
  ],
});

export const endGrant = endpoint({
  name: 'roster.endGrant',
  method: 'POST',
  path: '/api/roster/grants/:id/end',
  permission: 'roster.grant.write',
  summary: 'Ends a role at the end of a day; without a day it ends at once.',
  params: idParams,
  body: z.object({ lastDay: day.optional() }),
  response: grantRow,
  errors: ['roster.own_grant', 'roster.role_kept', 'roster.already_ended', 'roster.day_before_start'],
});
