import { hashPassword } from 'better-auth/crypto';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Context } from './context';
import { newId } from './ids';
import { SHORTEST_PASSWORD } from './session-contract';

/** What the sign-in knows of an account. */
interface AccountState {
  accountId: string;
  username: string;
  name: string;
  isClosed: boolean;
  isLocked: boolean;
  mustChangePassword: boolean;
  hasSecondFactor: boolean;
  lastSignedInAt: Date | null;
}

const LOCK_AFTER = 5;
export const LOCK_MINUTES = 15;

/** Five wrong passwords in a row within a quarter of an hour lock the name for the rest of that time. */
export function isLockedSql(username: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(
    select count(*) from kernel.sign_in_event e
    where e.username = ${username} and e.outcome = 'wrong_password'
      and e.at > now() - make_interval(mins => ${LOCK_MINUTES})
      and e.at > coalesce((select max(f.at) from kernel.sign_in_event f
        where f.username = ${username} and f.outcome in ('signed_in', 'revoked')), '-infinity')) >= ${LOCK_AFTER}`;
}

/** The names of accounts, for who reads records or logs of who did what: there every account may be named. */
export async function accountNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from kernel.login_user where id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function accountStates(ctx: Context, accountIds: readonly string[]): Promise<Map<string, AccountState>> {
  const { rows } = await sql<AccountState>`
    select u.id as "accountId", u.display_username as username, u.name, u.is_closed as "isClosed",
      u.must_change_password as "mustChangePassword",
      exists (select from kernel.second_factor f where f.user_id = u.id and f.confirmed_at is not null) as "hasSecondFactor", s.at as "lastSignedInAt", ${isLockedSql(sql`u.username`)} as "isLocked"
    from kernel.login_user u
    left join lateral (select max(at) as at from kernel.sign_in_event e
      where e.user_id = u.id and e.outcome in ('signed_in', 'provider_signed_in')) s on true
    where u.id = any(${[...accountIds]}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.accountId, row]));
}

/** Names and user names of those accounts that are not closed. */
export async function openAccountNames(
  ctx: Context,
  accountIds: readonly string[],
): Promise<Map<string, { name: string; username: string }>> {
  const { rows } = await sql<{ id: string; name: string; username: string }>`
    select id, name, display_username as username from kernel.login_user
    where id = any(${[...accountIds]}::uuid[]) and not is_closed`.execute(ctx.transaction);
  return new Map(rows.map(({ id, name, username }) => [id, { name, username }]));
}

/** A password is refused when it is short, one repeated sign, well known, or holds the user name. */
export function isWeakPassword(password: string, name: string): boolean {
  const lower = password.toLowerCase();
  return (
    password.length < SHORTEST_PASSWORD ||
    new Set(password).size < 4 ||
    (name.length >= 3 && lower.includes(name.toLowerCase())) ||
    knownPasswords.has(lower)
  );
}

// prettier-ignore
const knownPasswords = new Set([
  '12345678', '123456789', '1234567890', 'password', 'password1', 'qwertyui', 'qwerty123', '11112222', 'abcd1234', 'abc12345', 'a1234567',
]);

/** Makes an account with a password; the e-mail that the library wants is a made-up one that can't be reached. */
export async function createAccount(
  database: Kysely<unknown>,
  account: { username: string; name: string; password: string; mustChangePassword: boolean },
): Promise<string> {
  const id = newId();
  const hash = await hashPassword(account.password);
  const login = account.username.toLowerCase();
  await sql`insert into kernel.login_user (id, name, email, username, display_username, must_change_password)
    values (${id}, ${account.name}, ${`${id}@accounts.invalid`}, ${login}, ${account.username}, ${account.mustChangePassword})`.execute(
    database,
  );
  await sql`insert into kernel.login_credential (id, account_id, provider_id, user_id, password)
    values (${newId()}, ${id}, 'credential', ${id}, ${hash})`.execute(database);
  return id;
}

/** A closed account signs in no more, and every session of it ends. */
export async function setAccountClosed(database: Kysely<unknown>, accountId: string, isClosed: boolean): Promise<void> {
  await sql`update kernel.login_user set is_closed = ${isClosed}, updated_at = now() where id = ${accountId}`.execute(
    database,
  );
  if (isClosed) await sql`delete from kernel.login_session where user_id = ${accountId}`.execute(database);
  await sql`select pg_notify('gonghui_sessions', ${accountId})`.execute(database);
}

/** Sets a password, ends every session, lifts a lock; one that the person did not choose must be changed at the next sign-in. */
export async function resetPassword(
  database: Kysely<unknown>,
  accountId: string,
  password: string,
  mustChange = true,
): Promise<void> {
  const hash = await hashPassword(password);
  await sql`update kernel.login_credential set password = ${hash}, updated_at = now()
    where user_id = ${accountId} and provider_id = 'credential'`.execute(database);
  await sql`update kernel.login_user set must_change_password = ${mustChange}, updated_at = now() where id = ${accountId}`.execute(
    database,
  );
  await sql`delete from kernel.login_session where user_id = ${accountId}`.execute(database);
  await sql`insert into kernel.sign_in_event (id, at, user_id, username, outcome)
    select ${newId()}, now(), id, username, 'revoked' from kernel.login_user where id = ${accountId}`.execute(database);
  await sql`select pg_notify('gonghui_sessions', ${accountId})`.execute(database);
}

/**
 * Makes an account nobody's: closed for good, its user name free, no way in, nothing that its person was told or sent.
 * The log of sign-ins stays for as long as the law wants it, and the audit for good.
 */
export async function eraseAccount(ctx: Context, accountId: string, shownAs: string): Promise<void> {
  await sql`update kernel.login_user set name = ${shownAs}, username = '~' || id, display_username = '~' || id,
    email = id || '@accounts.invalid', image = null where id = ${accountId}`.execute(ctx.transaction);
  for (const table of ['login_credential', 'second_factor', 'notification'])
    await sql`delete from ${sql.table(`kernel.${table}`)}
      where ${sql.ref(table === 'notification' ? 'account_id' : 'user_id')} = ${accountId}`.execute(ctx.transaction);
  await sql`delete from kernel.idempotency where account_id = ${accountId}`.execute(ctx.transaction);
  await setAccountClosed(ctx.transaction, accountId, true);
}
