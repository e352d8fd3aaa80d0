import { betterAuth } from 'better-auth';
import { username } from 'better-auth/plugins/username';
import { sql, type Kysely } from 'kysely';
import { newId } from './ids';
import { SHORTEST_PASSWORD } from './session-contract';

const WEEK = 7 * 24 * 3600;

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
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: SHORTEST_PASSWORD, maxPasswordLength: 200 },
    user: { modelName: 'login_user', fields: { emailVerified: 'email_verified', ...stamps } },
    session: {
      modelName: 'login_session',
      fields: { userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...stamps },
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

/** A password is refused when it is short, one repeated sign, or holds the user name. */
export function isWeakPassword(password: string, name: string): boolean {
  const lower = password.toLowerCase();
  return (
    password.length < SHORTEST_PASSWORD ||
    new Set(password).size < 4 ||
    (name.length >= 3 && lower.includes(name.toLowerCase())) ||
    knownPasswords.has(lower)
  );
}

const knownPasswords = new Set(['12345678', '123456789', '1234567890', 'password', 'password1', 'qwertyui', 'qwerty123', '11112222', 'abcd1234', 'abc12345', 'a1234567', '88888888']);

/** Makes an account with a password; the e-mail that the library wants is a made-up one that can't be reached. */
export async function createAccount(
  database: Kysely<unknown>,
  signIn: SignIn,
  account: { username: string; name: string; password: string; mustChangePassword: boolean },
): Promise<string> {
  const id = newId();
  const library = await signIn.$context;
  const hash = await library.password.hash(account.password);
  const login = account.username.toLowerCase();
  await sql`insert into kernel.login_user (id, name, email, username, display_username, must_change_password)
    values (${id}, ${account.name}, ${`${id}@accounts.invalid`}, ${login}, ${account.username}, ${account.mustChangePassword})`.execute(database);
  await sql`insert into kernel.login_credential (id, account_id, provider_id, user_id, password)
    values (${newId()}, ${id}, 'credential', ${id}, ${hash})`.execute(database);
  return id;
}

/** Sets a new password, ends every session of the account and asks for a change at the next sign-in. */
export async function resetPassword(
  database: Kysely<unknown>,
  signIn: SignIn,
  accountId: string,
  password: string,
): Promise<void> {
  const library = await signIn.$context;
  const hash = await library.password.hash(password);
  await sql`update kernel.login_credential set password = ${hash}, updated_at = now()
    where user_id = ${accountId} and provider_id = 'credential'`.execute(database);
  await sql`update kernel.login_user set must_change_password = true, updated_at = now() where id = ${accountId}`.execute(database);
  await sql`delete from kernel.login_session where user_id = ${accountId}`.execute(database);
  await sql`select pg_notify('gonghui_sessions', ${accountId})`.execute(database);
}
