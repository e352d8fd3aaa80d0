import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { audit } from '../audit';
import { userOf, type Context } from '../context';
import { AppError } from '../errors';
import { newId } from '../ids';
import { RedirectAnswer, serve, type RequestFacts, type Route } from '../manifest';
import type { Me } from '../session-contract';
import { logSignIn } from '../sessions';
import type { Provider, Visit } from './provider';
import * as contract from './provider-contract';
import type { ProviderOutcome } from './provider-contract';
import { isGuarded, passSecondFactor } from './second-factor';
import type { SecondFactorSettings } from './second-factor-acts';

export interface ProviderDoor extends SecondFactorSettings {
  /** Null where the installation has no provider. */
  readonly provider: Provider | null;
  readonly isSecure: boolean;
  /** The account of who bears a staff number: for the claim that the settings may name. */
  accountOfStaffNumber(ctx: Context, staffNumber: string): Promise<string | null>;
  /** Begins a session for an account whose person has proved otherwise who it is; null for one that is closed. */
  enterAccount(ctx: Context, accountId: string, request: RequestFacts): Promise<Me | null>;
}

/** What the browser carries to the provider and back, sealed: it can be neither read nor made up. */
const passShape = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string().nullable(),
  /** The account that asked to be linked; null for a sign-in. */
  linkTo: z.string().nullable(),
  /** Once the provider has answered: the account that still owes its second factor. */
  owes: z.string().nullable(),
  until: z.number(),
});
type Pass = z.infer<typeof passShape>;

const COOKIE = 'gonghui.provider';
const MINUTES = 10;

function cookieLine(door: ProviderDoor, value: string, seconds: number): string {
  const secure = door.isSecure ? '; Secure' : '';
  return `${COOKIE}=${value}; Path=/api/session/provider; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

const keyOf = (door: ProviderDoor): string => `provider ${door.keys.session}`;

async function givePass(door: ProviderDoor, pass: Omit<Pass, 'until'>, request: RequestFacts): Promise<void> {
  const data = JSON.stringify({ ...pass, until: Date.now() + MINUTES * 60_000 });
  request.setCookie(cookieLine(door, await symmetricEncrypt({ key: keyOf(door), data }), MINUTES * 60));
}

async function readPass(door: ProviderDoor, request: RequestFacts): Promise<Pass | null> {
  const sealed = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w$.%-]+)`).exec(request.cookie ?? '')?.[1];
  if (sealed === undefined) return null;
  try {
    const text = await symmetricDecrypt({ key: keyOf(door), data: decodeURIComponent(sealed) });
    const pass = passShape.parse(JSON.parse(text));
    return pass.until > Date.now() ? pass : null;
  } catch {
    return null;
  }
}

const noVisit: Visit = { state: '', nonce: '', verifier: '' };

function providerOf(door: ProviderDoor): Provider {
  if (door.provider === null) throw new AppError('session.provider_none');
  return door.provider;
}

/** Refuses: an installation without a provider, a provider that does not answer. */
async function begin(
  ctx: Context,
  door: ProviderDoor,
  given: { next?: string | undefined; linkTo: string | null },
  request: RequestFacts,
): Promise<{ address: string }> {
  const { address, visit } = await providerOf(door).begin();
  await givePass(door, { ...visit, next: given.next ?? null, linkTo: given.linkTo, owes: null }, request);
  const isLink = given.linkTo !== null;
  audit(ctx, { action: isLink ? 'session.beginLink' : 'session.beginProvider' });
  return { address };
}

const nameOf = (provider: Provider): string => `oidc ${provider.issuer}`;

async function linkedAccount(ctx: Context, provider: Provider, subject: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select user_id as id from kernel.login_credential
    where provider_id = ${nameOf(provider)} and account_id = ${subject}`.execute(ctx.transaction);
  return rows[0]?.id ?? null;
}

/** False when the account has another subject, or the subject another account. */
async function link(
  ctx: Context,
  provider: Provider,
  subject: string,
  accountId: string,
  by: string,
): Promise<boolean> {
  const { rows } = await sql`insert into kernel.login_credential (id, account_id, provider_id, user_id)
    values (${newId()}, ${subject}, ${nameOf(provider)}, ${accountId}::uuid) on conflict do nothing returning id`.execute(
    ctx.transaction,
  );
  if (rows.length === 1)
    audit(ctx, { action: 'session.linkProvider', subject: `account:${accountId}`, details: { by } });
  return rows.length === 1;
}

const signInPage = (pass: Pass | null, end: string): RedirectAnswer =>
  new RedirectAnswer(`/sign-in${pass?.next ? `?next=${encodeURIComponent(pass.next)}` : ''}#provider-${end}`);

const accountPage = (pass: Pass, outcome: ProviderOutcome): RedirectAnswer =>
  new RedirectAnswer(`${(pass.next ?? '/account').split('?', 1)[0]!}?provider=${outcome}`);

type Query = { code?: string | undefined; state?: string | undefined; iss?: string | undefined };

/**
 * The browser comes back. Whatever happens ends at a page that says it: this address is opened by people, not by programs.
 * The pass is spent in every case.
 */
async function answer(ctx: Context, door: ProviderDoor, query: Query, request: RequestFacts): Promise<RedirectAnswer> {
  const pass = await readPass(door, request);
  request.setCookie(cookieLine(door, '', 0));
  if (pass === null || pass.owes !== null || door.provider === null) return signInPage(null, 'failed');
  const fail = (outcome: ProviderOutcome) =>
    pass.linkTo === null ? signInPage(pass, outcome) : accountPage(pass, outcome);
  const { code, state, iss } = query;
  if (code === undefined || state === undefined) return fail(state === pass.state ? 'refused' : 'failed');
  try {
    const person = await door.provider.end(pass, { code, state, iss });
    return pass.linkTo === null
      ? await enterBy(ctx, door, { provider: door.provider, person, pass }, request)
      : await linkBy(ctx, door.provider, { subject: person.subject, pass }, request);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ctx.house.log.warn({ err: error.cause ?? error, requestId: ctx.requestId }, 'a sign-in with the provider failed');
    return fail(error.code === 'session.provider_down' ? 'down' : 'failed');
  }
}

interface Arrival {
  provider: Provider;
  person: { subject: string; staffNumber: string | null };
  pass: Pass;
}

async function enterBy(
  ctx: Context,
  door: ProviderDoor,
  { provider, person, pass }: Arrival,
  request: RequestFacts,
): Promise<RedirectAnswer> {
  const accountId =
    (await linkedAccount(ctx, provider, person.subject)) ?? (await claimed(ctx, door, provider, person));
  if (accountId !== null && (await isGuarded(ctx, accountId))) {
    await givePass(door, { ...noVisit, next: pass.next, linkTo: null, owes: accountId }, request);
    return signInPage(pass, 'second');
  }
  if (accountId !== null && (await enter(ctx, door, accountId, request)) !== null) return signInPage(pass, 'entered');
  const username = `${person.staffNumber ?? person.subject}`.slice(0, 100);
  await logSignIn(ctx.house, { userId: null, username, outcome: 'provider_refused', request });
  return signInPage(pass, 'unknown');
}

/** The account of the staff number that the provider vouches for, linked from now on. */
async function claimed(
  ctx: Context,
  door: ProviderDoor,
  provider: Provider,
  { subject, staffNumber }: Arrival['person'],
): Promise<string | null> {
  if (staffNumber === null) return null;
  const accountId = await door.accountOfStaffNumber(ctx, staffNumber);
  return accountId !== null && (await link(ctx, provider, subject, accountId, 'claim')) ? accountId : null;
}

async function enter(ctx: Context, door: ProviderDoor, accountId: string, request: RequestFacts): Promise<Me | null> {
  const me = await door.enterAccount(ctx, accountId, request);
  if (me === null) return null;
  await logSignIn(ctx.house, { userId: accountId, username: me.username, outcome: 'provider_signed_in', request });
  audit(ctx, { action: 'session.signInByProvider', subject: `account:${accountId}` });
  return me;
}

async function linkBy(
  ctx: Context,
  provider: Provider,
  { subject, pass }: { subject: string; pass: Pass },
  request: RequestFacts,
): Promise<RedirectAnswer> {
  const { user } = ctx;
  if (user === null || user.accountId !== pass.linkTo) return accountPage(pass, 'not_signed_in');
  if (!(await link(ctx, provider, subject, user.accountId, 'person'))) return accountPage(pass, 'taken');
  const { accountId, username } = user;
  await logSignIn(ctx.house, { userId: accountId, username, outcome: 'provider_linked', request });
  return accountPage(pass, 'linked');
}

/** Refuses: a visit that is over or never was, a wrong code. */
async function finish(ctx: Context, door: ProviderDoor, secondFactor: string, request: RequestFacts): Promise<Me> {
  const pass = await readPass(door, request);
  if (pass === null || pass.owes === null) throw new AppError('session.provider_failed');
  const { rows } = await sql<{
    username: string;
  }>`select username from kernel.login_user where id = ${pass.owes}::uuid`.execute(ctx.transaction);
  const username = rows[0]?.username ?? '';
  await passSecondFactor(ctx, door.keys, { accountId: pass.owes, username }, secondFactor, request);
  const me = await enter(ctx, door, pass.owes, request);
  if (me === null) throw new AppError('session.provider_failed');
  request.setCookie(cookieLine(door, '', 0));
  return me;
}

async function showLink(ctx: Context, { provider }: ProviderDoor) {
  if (provider === null) return { name: null, linkedAt: null };
  const { rows } = await sql<{ at: Date }>`select created_at as at from kernel.login_credential
    where provider_id = ${nameOf(provider)} and user_id = ${userOf(ctx).accountId}::uuid`.execute(ctx.transaction);
  return { name: provider.name, linkedAt: rows[0]?.at.toISOString() ?? null };
}

async function unlink(ctx: Context, door: ProviderDoor, request: RequestFacts): Promise<Record<string, never>> {
  const { accountId, username } = userOf(ctx);
  await sql`delete from kernel.login_credential
    where provider_id = ${nameOf(providerOf(door))} and user_id = ${accountId}::uuid`.execute(ctx.transaction);
  ctx.afterCommit.push(() =>
    logSignIn(ctx.house, { userId: accountId, username, outcome: 'provider_unlinked', request }),
  );
  audit(ctx, { action: 'session.unlinkProvider', subject: `account:${accountId}` });
  return {};
}

export function providerRoutes(door: ProviderDoor): Route[] {
  return [
    serve(contract.beginProvider, (ctx, { body, request }) => begin(ctx, door, { ...body, linkTo: null }, request)),
    serve(contract.answerProvider, (ctx, { query, request }) => answer(ctx, door, query, request)),
    serve(contract.finishProvider, (ctx, { body, request }) => finish(ctx, door, body.secondFactor, request)),
    serve(contract.getProviderLink, (ctx) => showLink(ctx, door)),
    serve(contract.linkProvider, (ctx, { body, request }) =>
      begin(ctx, door, { ...body, linkTo: userOf(ctx).accountId }, request),
    ),
    serve(contract.unlinkProvider, (ctx, { request }) => unlink(ctx, door, request)),
  ];
}
