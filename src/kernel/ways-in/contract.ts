import { z } from 'zod';
import { endpoint } from '../endpoint';
import { providerEndpoints } from './provider-contract';
import { secondFactorEndpoints } from './second-factor-contract';

/** A staff number as it is typed, and a code as it is printed. */
const typed = z.string().trim().min(1).max(100);

export const useCode = endpoint({
  name: 'session.useCode',
  method: 'POST',
  path: '/api/session/code',
  permission: 'public',
  summary: 'Opens an account with staff number and printed code: for the first time, or with a new password.',
  body: z.object({ staffNumber: typed, code: typed, password: z.string().min(1).max(200) }),
  response: z.object({ username: z.string() }),
  errors: ['session.code_wrong', 'session.code_locked', 'session.password_weak', 'kernel.too_many_requests'],
});

export const waysInEndpoints = [useCode, ...secondFactorEndpoints, ...providerEndpoints] as const;
