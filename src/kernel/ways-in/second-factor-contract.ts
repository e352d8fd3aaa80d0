import { z } from 'zod';
import { endpoint } from '../endpoint';
import { parameterShape } from '../parameter-contract';

/** Six digits of the phone, or one of the recovery codes. */
export const secondFactorCode = z.string().trim().min(1).max(40);
const password = z.string().min(1).max(200);

/** The roles whose holders must have a second factor, each by its name; none at first. */
export const secondFactorRolesShape = parameterShape({
  key: 'kernel.secondFactorRoles',
  unit: null,
  schema: z.array(z.object({ role: z.string().regex(/^[a-z][a-z_]{0,39}$/) })).max(30),
});

export const getSecondFactor = endpoint({
  name: 'session.getSecondFactor',
  method: 'GET',
  path: '/api/session/second-factor',
  permission: 'signed-in',
  summary: 'Says whether the own account asks for a code of the phone, and whether one of its roles demands it.',
  response: z.object({
    isOn: z.boolean(),
    since: z.iso.datetime().nullable(),
    recoveryCodesLeft: z.number().int(),
    isRequired: z.boolean(),
  }),
});

export const beginSecondFactor = endpoint({
  name: 'session.beginSecondFactor',
  method: 'POST',
  path: '/api/session/second-factor',
  permission: 'signed-in',
  summary: 'Makes a secret for the phone; it protects nothing until a first code has confirmed it.',
  body: z.object({ password }),
  isAnsweredOnce: true,
  response: z.object({
    /** Base 32, to be typed where no camera is. */
    secret: z.string(),
    /** `otpauth://…`, to be shown as a QR code. */
    address: z.string(),
  }),
  errors: ['session.wrong_password', 'session.locked', 'session.second_factor_on'],
});

export const confirmSecondFactor = endpoint({
  name: 'session.confirmSecondFactor',
  method: 'POST',
  path: '/api/session/second-factor/confirm',
  permission: 'signed-in',
  summary: 'Turns the second factor on by a first code; answers ten recovery codes, this once.',
  body: z.object({ code: secondFactorCode }),
  isAnsweredOnce: true,
  response: z.object({ recoveryCodes: z.array(z.string()) }),
  errors: ['session.second_factor_wrong', 'session.second_factor_locked', 'session.second_factor_not_begun'],
});

export const renewRecoveryCodes = endpoint({
  name: 'session.renewRecoveryCodes',
  method: 'POST',
  path: '/api/session/second-factor/recovery-codes',
  permission: 'signed-in',
  summary: 'Makes ten new recovery codes; the former ones open nothing any more.',
  body: z.object({ password, code: secondFactorCode }),
  isAnsweredOnce: true,
  response: z.object({ recoveryCodes: z.array(z.string()) }),
  errors: [
    'session.wrong_password',
    'session.locked',
    'session.second_factor_wrong',
    'session.second_factor_locked',
    'session.second_factor_not_begun',
  ],
});

export const endSecondFactor = endpoint({
  name: 'session.endSecondFactor',
  method: 'POST',
  path: '/api/session/second-factor/end',
  permission: 'signed-in',
  summary: 'Turns the second factor off, with the password and a code.',
  body: z.object({ password, code: secondFactorCode }),
  response: z.object({}),
  errors: [
    'session.wrong_password',
    'session.locked',
    'session.second_factor_wrong',
    'session.second_factor_locked',
    'session.second_factor_not_begun',
    'session.second_factor_demanded',
  ],
});

export const secondFactorEndpoints = [
  getSecondFactor,
  beginSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  endSecondFactor,
] as const;
