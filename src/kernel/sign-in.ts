import { betterAuth } from 'better-auth';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { username } from 'better-auth/plugins/username';
import type { Kysely } from 'kysely';
import { newId } from './ids';
import { z } from 'zod';
import { SHORTEST_PASSWORD } from './session-contract';

const WEEK = 7 * 24 * 3600;

/** A session for who has proved otherwise than by a password who it is. Like all of the library it has no address. */
const otherwiseProved = {
  id: 'otherwise-proved',
  endpoints: {
    enterAccount: createAuthEndpoint(
      '/enter-account',
      { method: 'POST', body: z.object({ accountId: z.string() }) },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.accountId);
        if (user === null) return ctx.json({ isEntered: false });
        const session = await ctx.context.internalAdapter.createSession(user.id, false);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ isEntered: true });
      },
    ),
  },
} satisfies BetterAuthPlugin;

/**
 * The sign-in library on our own tables. It hashes passwords, keeps sessions and signs cookies; its HTTP handler
 * is not mounted, because every door of the product is one of our endpoints with its own permission.
 */
export function openSignIn(database: Kysely<unknown>, options: { secret: string; url: string; isSecure: boolean }) {
  const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' };
  return betterAuth({
    baseURL: options.url,
    secret: options.secret,
    database: { db: database.withSchema('kernel') as never, type: 'postgres' },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: 200,
    },
    user: { modelName: 'login_user', fields: { emailVerified: 'email_verified', ...stamps } },
    session: {
      modelName: 'login_session',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...stamps,
      },
      expiresIn: WEEK,
      updateAge: 24 * 3600,
    },
    account: {
      modelName: 'login_credential',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...stamps,
      },
    },
    verification: { modelName: 'login_verification', fields: { expiresAt: 'expires_at', ...stamps } },
    plugins: [
      otherwiseProved,
      username({
        minUsernameLength: 1,
        maxUsernameLength: 100,
        usernameValidator: (name) => name.length > 0,
        schema: { user: { fields: { displayUsername: 'display_username' } } },
      }),
    ],
    advanced: {
      cookiePrefix: 'gonghui',
      useSecureCookies: options.isSecure,
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: ['x-gonghui-address'] },
      disableOriginCheck: true,
      disableCSRFCheck: true,
    },
  });
}

export type SignIn = ReturnType<typeof openSignIn>;
