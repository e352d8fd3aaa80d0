import { sql, type Kysely } from 'kysely';
import type { Clock } from './clock';
import type { House } from './context';
import { isLockedSql } from './accounts';
import { newId } from './ids';
import type { RequestFacts } from './manifest';
import type { SignIn } from './sign-in';
import type { Grant, SignedInUser } from './user';
import type { SignInOutcome } from './ways-in/outcomes';
import { secondFactorRolesShape } from './ways-in/second-factor-contract';

/** Reads the grants of an account; the engine that knows units and roles hands this in. */
export type GrantLoader = (house: House, accountId: string) => Promise<{ personId: string | null; grants: Grant[] }>;

export interface Sessions {
  readonly signIn: SignIn;
  userOf(request: RequestFacts): Promise<SignedInUser | null>;
  /** Forgets what is cached of one account, or of all. */
  forget(accountId?: string): void;
}

interface Cached {
  user: SignedInUser | null;
  until: number;
}

const CACHE_MILLISECONDS = 10_000;
const CACHE_SIZE = 20_000;

/**
 * Who is behind a request. A session is read from the database at most every ten seconds; signing out, a changed
 * password and changed grants are told by NOTIFY to every server on this database and take effect at once.
 */
export function openSessions(house: House, signIn: SignIn, loadGrants: GrantLoader, clock: Clock): Sessions {
  const cache = new Map<string, Cached>();
  /** How often anything was forgotten: what was read before that and comes after it may be of yesterday's rights. */
  let forgettings = 0;

  async function load(request: RequestFacts): Promise<SignedInUser | null> {
    const found = await signIn.api.getSession({ headers: request.headers });
    if (found === null) return null;
    const user = await loadUser(house, found.user.id, loadGrants, clock);
    return user === null ? null : { ...user, sessionId: found.session.id };
  }

  return {
    signIn,
    async userOf(request) {
      const { cookie } = request;
      if (cookie === null || !cookie.includes('gonghui.session_token=')) return null;
      const now = Date.now();
      const cached = cache.get(cookie);
      if (cached !== undefined && cached.until > now) return cached.user;
      const before = forgettings;
      const user = await load(request);
      if (forgettings !== before) return user;
      if (cache.size >= CACHE_SIZE) cache.clear();
      cache.set(cookie, { user, until: now + CACHE_MILLISECONDS });
      return user;
    },
    forget(accountId) {
      forgettings += 1;
      if (accountId === undefined) cache.clear();
      for (const [cookie, cached] of cache) if (cached.user?.accountId === accountId) cache.delete(cookie);
    },
  };
}

interface AccountRow {
  username: string;
  name: string;
  mustChangePassword: boolean;
  isClosed: boolean;
  hasSecondFactor: boolean;
  demanding: { role: string }[] | null;
}

/** The person behind an account with the rights of now, without a session: for work that was asked for earlier. */
export async function loadUser(
  house: House,
  accountId: string,
  loadGrants: GrantLoader,
  clock: Clock,
): Promise<SignedInUser | null> {
  const { rows } = await sql<AccountRow>`
    select u.username, u.name, u.must_change_password as "mustChangePassword", u.is_closed as "isClosed",
      exists (select from kernel.second_factor f where f.user_id = u.id and f.confirmed_at is not null) as "hasSecondFactor",
      (select p.value from kernel.parameter p where p.key = ${secondFactorRolesShape.key} and p.valid_from <= ${clock.today()}::date
        order by p.valid_from desc, p.recorded_at desc, p.id desc limit 1) as demanding
    from kernel.login_user u where u.id = ${accountId}`.execute(house.aside);
  const account = rows[0];
  if (account === undefined || account.isClosed) return null;
  const { personId, grants } = await loadGrants(house, accountId);
  const { username, name, mustChangePassword, hasSecondFactor } = account;
  const demanding = new Set((account.demanding ?? []).map(({ role }) => role));
  const isDemanded = grants.some((grant) => demanding.has(grant.role));
  return {
    accountId,
    sessionId: '',
    username,
    name,
    personId,
    mustChangePassword,
    ...(isDemanded ? { demandedFactor: hasSecondFactor ? 'there' : 'missing' } : {}),
    grants,
  };
}

/** The log is written at once, outside any act: a refused sign-in must leave its line too. */
export async function logSignIn(
  house: House,
  event: { userId: string | null; username: string; outcome: SignInOutcome; request: RequestFacts },
): Promise<void> {
  await sql`insert into kernel.sign_in_event (id, at, user_id, username, outcome, address, user_agent)
    values (${newId()}, ${new Date().toISOString()}, ${event.userId}, ${event.username.toLowerCase()}, ${event.outcome},
      ${event.request.address}, ${event.request.userAgent})`.execute(house.aside);
}

export async function isLocked(house: House, username: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select ${isLockedSql(sql`${username.toLowerCase()}`)} as locked`.execute(house.aside);
  return rows[0]?.locked ?? false;
}

/** Takes the second factor from an account: by its person with a code, or by who keeps it when the phone is lost. */
export async function dropSecondFactor(database: Kysely<unknown>, accountId: string): Promise<boolean> {
  const { rows } =
    await sql`delete from kernel.second_factor where user_id = ${accountId}::uuid returning user_id`.execute(database);
  await sql`select pg_notify('gonghui_sessions', ${accountId})`.execute(database);
  return rows.length === 1;
}
