import { z } from 'zod';
import { endpoint } from './endpoint';
import { language } from './language';
import { signInOutcomes } from './ways-in/outcomes';
import { secondFactorCode } from './ways-in/second-factor-contract';

/** The fewest characters of a password; the pages say it before the server has to refuse. */
export const SHORTEST_PASSWORD = 8;

/** One role on one part of the tree of units; whose role it is, when it is exercised for somebody on leave. */
export const roleGrant = z.object({
  role: z.string(),
  unitId: z.uuid(),
  unitName: z.string(),
  delegatedBy: z.string().nullable(),
});

export const me = z.object({
  accountId: z.uuid(),
  username: z.string(),
  name: z.string(),
  personId: z.uuid().nullable(),
  roles: z.array(roleGrant),
  permissions: z.array(z.string()),
  mustChangePassword: z.boolean(),
  /** A role demands a second factor, and the account has none yet: nothing else answers before. */
  mustEnrolSecondFactor: z.boolean(),
});
export type Me = z.infer<typeof me>;

/** What a page may know before anyone has signed in. */
export const hello = z.object({
  product: z.literal('gonghui'),
  version: z.string(),
  organisation: z.string().nullable(),
  /** The address that people use, without a slash at its end: in QR codes and calendars (GONGHUI_URL). */
  address: z.string(),
  today: z.string(),
  demo: z
    .object({
      notice: z.string(),
      /** Present only for a browser on this machine. */
      accounts: z.array(z.object({ role: z.string(), username: z.string(), name: z.string(), unitName: z.string() })),
    })
    .nullable(),
  needsFirstAdministrator: z.boolean(),
  /** What the provider is called that people may sign in with beside a password; null without one. */
  provider: z.string().nullable(),
});
export type Hello = z.infer<typeof hello>;

export const device = z.object({
  id: z.string(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  signedInAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  isThisOne: z.boolean(),
});

export const signInEvent = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  outcome: z.enum(signInOutcomes),
  /** What happened, in the reader's language. */
  words: z.string(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
});

const askedAtTheDoor = [
  'session.second_factor_needed',
  'session.second_factor_wrong',
  'session.second_factor_locked',
] as const;

export const getHello = endpoint({
  name: 'session.getHello',
  method: 'GET',
  path: '/api/hello',
  permission: 'public',
  summary: 'Names the organisation, the version and, in the demo, the roles that a person may enter as.',
  response: hello,
});

export const signIn = endpoint({
  name: 'session.signIn',
  method: 'POST',
  path: '/api/session',
  permission: 'public',
  summary: 'Signs in with a user name or staff number and a password; sets the session cookie.',
  body: z.object({
    username: z.string().trim().min(1).max(100),
    password: z.string().min(1).max(200),
    /** The code of the phone, or a recovery code, once the refusal `session.second_factor_needed` has asked for it. */
    secondFactor: secondFactorCode.optional(),
  }),
  response: me,
  errors: ['session.wrong_password', 'session.locked', ...askedAtTheDoor],
});

export const signInToDemo = endpoint({
  name: 'session.signInToDemo',
  method: 'POST',
  path: '/api/session/demo',
  permission: 'public',
  summary: 'Enters the demo world as one of its roles; answers only on this machine.',
  body: z.object({ username: z.string().min(1).max(100), secondFactor: secondFactorCode.optional() }),
  response: me,
  errors: ['session.demo_only_here', ...askedAtTheDoor],
});

export const getMe = endpoint({
  name: 'session.getMe',
  method: 'GET',
  path: '/api/session',
  permission: 'signed-in',
  summary: 'Says who is signed in and what that person may do.',
  response: me,
});

export const signOut = endpoint({
  name: 'session.signOut',
  method: 'DELETE',
  path: '/api/session',
  permission: 'signed-in',
  summary: 'Ends this session.',
  response: z.object({}),
});

export const changePassword = endpoint({
  name: 'session.changePassword',
  method: 'PUT',
  path: '/api/session/password',
  permission: 'signed-in',
  summary: 'Changes the own password and ends all other sessions.',
  body: z.object({ currentPassword: z.string().min(1).max(200), newPassword: z.string().min(1).max(200) }),
  response: z.object({}),
  errors: ['session.wrong_password', 'session.password_weak', 'session.password_same'],
});

export const listDevices = endpoint({
  name: 'session.listDevices',
  method: 'GET',
  path: '/api/session/devices',
  permission: 'signed-in',
  summary: 'Lists the devices that are signed in to the own account, and the latest sign-in events.',
  response: z.object({ devices: z.array(device), events: z.array(signInEvent) }),
});

export const revokeDevices = endpoint({
  name: 'session.revokeDevices',
  method: 'POST',
  path: '/api/session/devices/revoke',
  permission: 'signed-in',
  summary: 'Signs out one device, or every device but this one.',
  body: z.object({ id: z.string().max(100).optional() }),
  response: z.object({ revoked: z.number().int() }),
});

export const chooseLanguageOf = endpoint({
  name: 'session.chooseLanguage',
  method: 'PUT',
  path: '/api/session/language',
  permission: 'public',
  summary: 'Remembers the language of this browser in a cookie.',
  body: z.object({ language }),
  response: z.object({}),
});

export const createFirstAdministrator = endpoint({
  name: 'session.createFirstAdministrator',
  method: 'POST',
  path: '/api/session/first-administrator',
  permission: 'public',
  summary: 'Makes the first administrator of a new installation, with the code that the server printed.',
  body: z.object({
    code: z.string().trim().min(4).max(40),
    organisation: z.string().trim().min(2).max(60),
    username: z.string().trim().min(2).max(100),
    name: z.string().trim().min(1).max(60),
    password: z.string().min(8).max(200),
  }),
  response: z.object({}),
  errors: ['session.wrong_code', 'session.administrator_exists', 'session.password_weak'],
});

export const sessionEndpoints = [
  getHello,
  signIn,
  signInToDemo,
  getMe,
  signOut,
  changePassword,
  listDevices,
  revokeDevices,
  chooseLanguageOf,
  createFirstAdministrator,
] as const;
