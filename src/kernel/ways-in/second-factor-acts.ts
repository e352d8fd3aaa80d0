import { sql } from 'kysely';
import { audit } from '../audit';
import { userOf, type Context, type Parameter } from '../context';
import { AppError } from '../errors';
import type { Keys } from '../keys';
import { serve, type RequestFacts, type Route } from '../manifest';
import { dropSecondFactor, logSignIn, type Sessions } from '../sessions';
import type { SignedInUser } from '../user';
import type { SignInOutcome } from './outcomes';
import { isGuarded, passSecondFactor, provePassword, sealSecret, writeRecoveryCodes } from './second-factor';
import * as contract from './second-factor-contract';
import { appAddress, newSecret, toBase32 } from './totp';

export interface SecondFactorSettings {
  readonly keys: Keys;
  readonly sessions: Sessions;
  /** The name under which the app on the phone keeps the secret. */
  issuer(ctx: Context): Promise<string>;
}

/** Which roles demand a second factor. A change reaches those who are signed in at once. */
export const secondFactorRoles: Parameter<{ role: string }[]> = {
  shape: contract.secondFactorRolesShape,
  seed: { value: [], validFrom: '1949-10-01', level: 'product', source: '默认不强制；由本单位决定', confidence: 'K-M' },
  whenInForce: async (ctx) => {
    await sql`select pg_notify('gonghui_sessions', '')`.execute(ctx.transaction);
  },
};

/** After the commit: the other servers forget the account by the notice, this one by itself, and the log has its line. */
function tell(
  ctx: Context,
  settings: SecondFactorSettings,
  user: SignedInUser,
  outcome: SignInOutcome,
  request: RequestFacts,
): void {
  ctx.afterCommit.push(() => settings.sessions.forget(user.accountId));
  ctx.afterCommit.push(() =>
    logSignIn(ctx.house, { userId: user.accountId, username: user.username, outcome, request }),
  );
}

async function show(ctx: Context) {
  const { accountId, demandedFactor } = userOf(ctx);
  const { rows } = await sql<{ since: Date; left: number }>`
    select f.confirmed_at as since,
      (select count(*)::int from kernel.recovery_code c where c.user_id = f.user_id and c.used_at is null) as "left"
    from kernel.second_factor f where f.user_id = ${accountId}::uuid and f.confirmed_at is not null`.execute(
    ctx.transaction,
  );
  const factor = rows[0];
  return {
    isOn: factor !== undefined,
    since: factor?.since.toISOString() ?? null,
    recoveryCodesLeft: factor?.left ?? 0,
    isRequired: demandedFactor !== undefined,
  };
}

/** Refuses: a wrong password, an account that has a second factor already. */
async function begin(ctx: Context, settings: SecondFactorSettings, password: string, request: RequestFacts) {
  const user = userOf(ctx);
  await provePassword(ctx, user, password, request);
  const secret = newSecret();
  const sealed = await sealSecret(settings.keys, secret);
  const { rows } = await sql`
    insert into kernel.second_factor as f (user_id, sealed_secret, begun_at) values (${user.accountId}::uuid, ${sealed}, now())
    on conflict (user_id) do update set sealed_secret = excluded.sealed_secret, last_step = 0, begun_at = now()
    where f.confirmed_at is null returning user_id`.execute(ctx.transaction);
  if (rows.length === 0) throw new AppError('session.second_factor_on');
  audit(ctx, { action: 'session.beginSecondFactor', subject: `account:${user.accountId}` });
  const issuer = await settings.issuer(ctx);
  return { secret: toBase32(secret), address: appAddress(secret, { issuer, account: user.username }) };
}

/** Refuses: a secret that was never begun or is confirmed already, a wrong code. */
async function confirm(ctx: Context, settings: SecondFactorSettings, code: string, request: RequestFacts) {
  const user = userOf(ctx);
  if (await isGuarded(ctx, user.accountId)) throw new AppError('session.second_factor_not_begun');
  await passSecondFactor(ctx, settings.keys, user, code, request);
  await sql`update kernel.second_factor set confirmed_at = now() where user_id = ${user.accountId}::uuid`.execute(
    ctx.transaction,
  );
  const recoveryCodes = await writeRecoveryCodes(ctx, settings.keys, user.accountId);
  await sql`select pg_notify('gonghui_sessions', ${user.accountId})`.execute(ctx.transaction);
  tell(ctx, settings, user, 'second_factor_on', request);
  audit(ctx, { action: 'session.confirmSecondFactor', subject: `account:${user.accountId}` });
  return { recoveryCodes };
}

type Proof = { password: string; code: string };

async function prove(ctx: Context, settings: SecondFactorSettings, proof: Proof, request: RequestFacts) {
  const user = userOf(ctx);
  await provePassword(ctx, user, proof.password, request);
  if (!(await isGuarded(ctx, user.accountId))) throw new AppError('session.second_factor_not_begun');
  await passSecondFactor(ctx, settings.keys, user, proof.code, request);
  return user;
}

/** Refuses: a wrong password, a wrong code, an account without a second factor. */
async function renew(ctx: Context, settings: SecondFactorSettings, proof: Proof, request: RequestFacts) {
  const { accountId } = await prove(ctx, settings, proof, request);
  audit(ctx, { action: 'session.renewRecoveryCodes', subject: `account:${accountId}` });
  return { recoveryCodes: await writeRecoveryCodes(ctx, settings.keys, accountId) };
}

/** Refuses: a role that demands it, a wrong password, a wrong code, an account without a second factor. */
async function end(ctx: Context, settings: SecondFactorSettings, proof: Proof, request: RequestFacts) {
  if (userOf(ctx).demandedFactor !== undefined) throw new AppError('session.second_factor_demanded');
  const user = await prove(ctx, settings, proof, request);
  await dropSecondFactor(ctx.transaction, user.accountId);
  tell(ctx, settings, user, 'second_factor_off', request);
  audit(ctx, { action: 'session.endSecondFactor', subject: `account:${user.accountId}` });
  return {};
}

export function secondFactorRoutes(settings: SecondFactorSettings): Route[] {
  return [
    serve(contract.getSecondFactor, show),
    serve(contract.beginSecondFactor, (ctx, { body, request }) => begin(ctx, settings, body.password, request)),
    serve(contract.confirmSecondFactor, (ctx, { body, request }) => confirm(ctx, settings, body.code, request)),
    serve(contract.renewRecoveryCodes, (ctx, { body, request }) => renew(ctx, settings, body, request)),
    serve(contract.endSecondFactor, (ctx, { body, request }) => end(ctx, settings, body, request)),
  ];
}
