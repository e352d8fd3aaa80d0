import { z } from 'zod';
import { endpoint } from '../endpoint';
import { me } from '../session-contract';
import { secondFactorCode } from './second-factor-contract';

/** A page of our own to go to afterwards; anything else is left out. */
const next = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])/)
  .optional();
const goThere = z.object({ address: z.string() });

/** How a visit to the provider ended when it did not end at the aimed-at page; the pages have words for each. */
export const providerOutcomes = ['linked', 'unknown', 'refused', 'failed', 'down', 'taken', 'not_signed_in'] as const;
export type ProviderOutcome = (typeof providerOutcomes)[number];

export const beginProvider = endpoint({
  name: 'session.beginProvider',
  method: 'POST',
  path: '/api/session/provider',
  permission: 'public',
  summary: 'Says where to go to sign in with the OpenID Connect provider of this installation.',
  body: z.object({ next }),
  response: goThere,
  errors: ['session.provider_none', 'session.provider_down'],
});

export const answerProvider = endpoint({
  name: 'session.answerProvider',
  method: 'GET',
  path: '/api/session/provider/callback',
  permission: 'public',
  summary:
    'Where the provider sends the browser back to: signs in, or links the account that began, and goes on to a page.',
  query: z.object({
    code: z.string().max(4000).optional(),
    state: z.string().max(400).optional(),
    iss: z.string().max(400).optional(),
    error: z.string().max(400).optional(),
  }),
  response: 'redirect',
});

export const finishProvider = endpoint({
  name: 'session.finishProvider',
  method: 'POST',
  path: '/api/session/provider/second-factor',
  permission: 'public',
  summary: 'Ends a sign-in with the provider by the second factor of the account.',
  body: z.object({ secondFactor: secondFactorCode }),
  response: me,
  errors: ['session.provider_failed', 'session.second_factor_wrong', 'session.second_factor_locked'],
});

export const getProviderLink = endpoint({
  name: 'session.getProviderLink',
  method: 'GET',
  path: '/api/session/provider',
  permission: 'signed-in',
  summary: 'Names the provider, if there is one, and says since when the own account is linked to it.',
  response: z.object({ name: z.string().nullable(), linkedAt: z.iso.datetime().nullable() }),
});

export const linkProvider = endpoint({
  name: 'session.linkProvider',
  method: 'POST',
  path: '/api/session/provider/link',
  permission: 'signed-in',
  summary: 'Says where to go to link the own account to the provider.',
  body: z.object({ next }),
  response: goThere,
  errors: ['session.provider_none', 'session.provider_down'],
});

export const unlinkProvider = endpoint({
  name: 'session.unlinkProvider',
  method: 'POST',
  path: '/api/session/provider/unlink',
  permission: 'signed-in',
  summary: 'Ends the link of the own account to the provider; its password stays.',
  response: z.object({}),
  errors: ['session.provider_none'],
});

export const providerEndpoints = [
  beginProvider,
  answerProvider,
  finishProvider,
  getProviderLink,
  linkProvider,
  unlinkProvider,
] as const;
