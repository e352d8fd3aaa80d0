import { sql } from 'kysely';
import { audit } from './audit';
import { userOf, type Context } from './context';
import { AppError, notFound } from './errors';
import type { RequestFacts, Route } from './manifest';
import { serve } from './manifest';
import * as contract from './session-contract';
import { isWeakPassword, LOCK_MINUTES } from './accounts';
import { isLocked, logSignIn } from './sessions';
import { text } from './texts';
import { permissionsOf, type SignedInUser } from './user';
import { useCode, type RedeemCode } from './ways-in/code-acts';
import * as waysIn from './ways-in/contract';
import type { SignInOutcome } from './ways-in/outcomes';
import { guardedAccount, knowsPassword, passSecondFactor } from './ways-in/second-factor';
import { providerRoutes, type ProviderDoor } from './ways-in/provider-acts';
import { secondFactorRoutes } from './ways-in/second-factor-acts';

export interface SessionSettings extends Omit<ProviderDoor, 'enterAccount'> {
  hello(ctx: Context, request: RequestFacts): Promise<contract.Hello>;
  /** The password of the demo's accounts; null outside the demo. */
  demoPassword: string | null;
  redeemCode: RedeemCode;
  createFirstAdministrator(
    ctx: Context,
    given: { code: string; organisation: string; username: string; name: string; password: string },
  ): Promise<void>;
}

function present(user: SignedInUser): contract.Me {
  return {
    accountId: user.accountId,
    username: user.username,
    name: user.name,
    personId: user.personId,
    roles: user.grants.map(({ role, unitId, unitName, delegatedBy }) => ({
      role,
      unitId,
      unitName,
      delegatedBy: delegatedBy?.name ?? null,
    })),
    permissions: permissionsOf(user),
    mustChangePassword: user.mustChangePassword,
    mustEnrolSecondFactor: user.demandedFactor === 'missing',
  };
}

function takeCookies(response: Response, request: RequestFacts): void {
  for (const line of response.headers.getSetCookie()) request.setCookie(line);
}

/** The request with the cookies that the browser will send next, so that the fresh session can be read in the same answer. */
function nextRequest(response: Response, request: RequestFacts): RequestFacts {
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  const headers = new Headers(request.headers);
  headers.set('cookie', cookie);
  return { ...request, cookie, headers };
}

/**
 * Refuses: wrong name or password (one answer for both), a name locked after five failures, and where the account asks for
 * a second factor its absence or a wrong one. The password comes first: who lacks it does not learn what else is asked.
 */
async function enter(
  ctx: Context,
  settings: SessionSettings,
  { secondFactor, ...given }: { username: string; password: string; secondFactor?: string | undefined },
  request: RequestFacts,
): Promise<contract.Me> {
  const { signIn } = settings.sessions;
  if (await isLocked(ctx.house, given.username)) {
    await logSignIn(ctx.house, { userId: null, username: given.username, outcome: 'locked', request });
    throw new AppError('session.locked', { minutes: LOCK_MINUTES });
  }
  const guarded = await guardedAccount(ctx, given.username);
  if (guarded !== null && (await knowsPassword(guarded.passwordHash, given.password)))
    await passSecondFactor(ctx, settings.keys, guarded, secondFactor, request);
  const response = await signIn.api.signInUsername({ body: given, headers: request.headers, asResponse: true });
  const user = response.ok ? await settings.sessions.userOf(nextRequest(response, request)) : null;
  if (user === null) {
    await logSignIn(ctx.house, { userId: null, username: given.username, outcome: 'wrong_password', request });
    throw new AppError('session.wrong_password');
  }
  takeCookies(response, request);
  await logSignIn(ctx.house, { userId: user.accountId, username: user.username, outcome: 'signed_in', request });
  audit(ctx, { action: 'session.signIn', subject: `account:${user.accountId}` });
  return present(user);
}

/** A session for an account whose person has proved otherwise who it is; none for one that is closed. */
async function enterAccount(
  settings: SessionSettings,
  accountId: string,
  request: RequestFacts,
): Promise<contract.Me | null> {
  const { signIn } = settings.sessions;
  const response = await signIn.api.enterAccount({ body: { accountId }, headers: request.headers, asResponse: true });
  const user = response.ok ? await settings.sessions.userOf(nextRequest(response, request)) : null;
  if (user === null) return null;
  takeCookies(response, request);
  return present(user);
}

/** Refuses: a wrong current password, a weak new one, the same one again. */
async function changePassword(
  ctx: Context,
  settings: SessionSettings,
  body: { currentPassword: string; newPassword: string },
  request: RequestFacts,
): Promise<Record<string, never>> {
  const user = userOf(ctx);
  if (body.newPassword === body.currentPassword) throw new AppError('session.password_same');
  if (isWeakPassword(body.newPassword, user.username)) throw new AppError('session.password_weak');
  const response = await settings.sessions.signIn.api.changePassword({
    body: { ...body, revokeOtherSessions: true },
    headers: request.headers,
    asResponse: true,
  });
  if (!response.ok) throw new AppError('session.wrong_password');
  takeCookies(response, request);
  await sql`update kernel.login_user set must_change_password = false where id = ${user.accountId}`.execute(
    ctx.transaction,
  );
  await sql`select pg_notify('gonghui_sessions', ${user.accountId})`.execute(ctx.transaction);
  ctx.afterCommit.push(() => settings.sessions.forget(user.accountId));
  ctx.afterCommit.push(() =>
    logSignIn(ctx.house, { userId: user.accountId, username: user.username, outcome: 'password_changed', request }),
  );
  audit(ctx, { action: 'session.changePassword', subject: `account:${user.accountId}` });
  return {};
}

const outcomeWords = (ctx: Context, outcome: SignInOutcome): string => text(ctx.language, `kernel:outcomes.${outcome}`);

async function listDevices(ctx: Context) {
  const user = userOf(ctx);
  const { rows: devices } = await sql<Omit<DeviceRow, 'isThisOne'>>`
    select id, user_agent as "userAgent", ip_address as address,
      to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "signedInAt",
      to_char(expires_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "expiresAt"
    from kernel.login_session where user_id = ${user.accountId} and expires_at > now()
    order by created_at desc limit 100`.execute(ctx.transaction);
  const { rows: events } = await sql<EventRow>`
    select id, outcome, address, user_agent as "userAgent", to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from kernel.sign_in_event where user_id = ${user.accountId} or (user_id is null and username = ${user.username})
    order by sign_in_event.at desc limit 30`.execute(ctx.transaction);
  return {
    devices: devices.map((row) => ({ ...row, isThisOne: row.id === user.sessionId })),
    events: events.map((event) => ({ ...event, words: outcomeWords(ctx, event.outcome) })),
  };
}

interface DeviceRow {
  id: string;
  userAgent: string | null;
  address: string | null;
  signedInAt: string;
  expiresAt: string;
  isThisOne: boolean;
}

interface EventRow {
  id: string;
  at: string;
  outcome: SignInOutcome;
  address: string | null;
  userAgent: string | null;
}

/** Ends one of the own sessions, or all but this one. */
async function revokeDevices(
  ctx: Context,
  settings: SessionSettings,
  id: string | undefined,
  request: RequestFacts,
): Promise<{ revoked: number }> {
  const user = userOf(ctx);
  const { rows } = await sql`
    delete from kernel.login_session where user_id = ${user.accountId}
      and ${id === undefined ? sql`id <> ${user.sessionId}` : sql`id::text = ${id}`} returning id`.execute(
    ctx.transaction,
  );
  if (id !== undefined && rows.length === 0) throw notFound();
  await sql`select pg_notify('gonghui_sessions', ${user.accountId})`.execute(ctx.transaction);
  ctx.afterCommit.push(() => settings.sessions.forget(user.accountId));
  ctx.afterCommit.push(() =>
    logSignIn(ctx.house, { userId: user.accountId, username: user.username, outcome: 'revoked', request }),
  );
  audit(ctx, {
    action: 'session.revokeDevices',
    subject: `account:${user.accountId}`,
    details: { count: rows.length },
  });
  return { revoked: rows.length };
}

async function leave(ctx: Context, settings: SessionSettings, request: RequestFacts): Promise<Record<string, never>> {
  const user = userOf(ctx);
  takeCookies(await settings.sessions.signIn.api.signOut({ headers: request.headers, asResponse: true }), request);
  await sql`select pg_notify('gonghui_sessions', ${user.accountId})`.execute(ctx.transaction);
  ctx.afterCommit.push(() => settings.sessions.forget(user.accountId));
  ctx.afterCommit.push(() =>
    logSignIn(ctx.house, { userId: user.accountId, username: user.username, outcome: 'signed_out', request }),
  );
  audit(ctx, { action: 'session.signOut', subject: `account:${user.accountId}` });
  return {};
}

export function sessionRoutes(settings: SessionSettings): Route[] {
  return [
    serve(contract.getHello, (ctx, { request }) => settings.hello(ctx, request)),
    serve(contract.signIn, (ctx, { body, request }) => enter(ctx, settings, body, request)),
    serve(contract.signInToDemo, (ctx, { body, request }) => {
      if (settings.demoPassword === null || !request.isLoopback) throw new AppError('session.demo_only_here');
      return enter(ctx, settings, { ...body, password: settings.demoPassword }, request);
    }),
    serve(contract.getMe, async (ctx) => present(userOf(ctx))),
    serve(contract.signOut, (ctx, { request }) => leave(ctx, settings, request)),
    serve(contract.changePassword, (ctx, { body, request }) => changePassword(ctx, settings, body, request)),
    serve(contract.listDevices, (ctx) => listDevices(ctx)),
    serve(contract.revokeDevices, (ctx, { body, request }) => revokeDevices(ctx, settings, body.id, request)),
    ...secondFactorRoutes(settings),
    ...providerRoutes({
      ...settings,
      enterAccount: (_ctx, accountId, request) => enterAccount(settings, accountId, request),
    }),
    serve(waysIn.useCode, (ctx, { body, request }) => useCode(ctx, settings.redeemCode, body, request)),
    serve(contract.createFirstAdministrator, async (ctx, { body }) => {
      await settings.createFirstAdministrator(ctx, body);
      return {};
    }),
    serve(contract.chooseLanguageOf, async (ctx, { body, request }) => {
      request.setCookie(`gonghui.language=${body.language}; Path=/; Max-Age=31536000; SameSite=Lax`);
      audit(ctx, { action: 'session.chooseLanguage', details: { language: body.language } });
      return {};
    }),
  ];
}
