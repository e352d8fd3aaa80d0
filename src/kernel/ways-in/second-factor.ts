import { createHmac, randomInt } from 'node:crypto';
import { symmetricDecrypt, symmetricEncrypt, verifyPassword } from 'better-auth/crypto';
import { sql } from 'kysely';
import { LOCK_MINUTES } from '../accounts';
import type { Context } from '../context';
import { AppError } from '../errors';
import type { Keys } from '../keys';
import type { RequestFacts } from '../manifest';
import { isLocked, logSignIn } from '../sessions';
import { stepOf } from './totp';

/** Whose door it is. */
export interface Doorstep {
  readonly accountId: string;
  readonly username: string;
}

const WRONG_CODES = 5;
const RECOVERY_CODES = 10;
const RECOVERY_SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A secret lies sealed in the database: who reads a stolen copy has no codes. */
export const sealSecret = (keys: Keys, secret: Uint8Array): Promise<string> =>
  symmetricEncrypt({ key: `second factor ${keys.data}`, data: Buffer.from(secret).toString('base64') });

async function openSecret(keys: Keys, sealed: string): Promise<Buffer> {
  return Buffer.from(await symmetricDecrypt({ key: `second factor ${keys.data}`, data: sealed }), 'base64');
}

const plainRecovery = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\da-z]/g, '');

function recoveryHash(keys: Keys, accountId: string, code: string): string {
  return createHmac('sha256', keys.index)
    .update(`recovery ${accountId} ${plainRecovery(code)}`)
    .digest('base64url');
}

/** Ten new codes in the place of the former ones, as they are shown this once: `h7kqm-3xwpa`. */
export async function writeRecoveryCodes(ctx: Context, keys: Keys, accountId: string): Promise<string[]> {
  const five = () => Array.from({ length: 5 }, () => RECOVERY_SIGNS[randomInt(RECOVERY_SIGNS.length)]).join('');
  const codes = Array.from({ length: RECOVERY_CODES }, () => `${five()}-${five()}`);
  await sql`delete from kernel.recovery_code where user_id = ${accountId}::uuid`.execute(ctx.transaction);
  await sql`insert into kernel.recovery_code (user_id, hash)
    select ${accountId}::uuid, unnest(${codes.map((code) => recoveryHash(keys, accountId, code))}::text[])`.execute(
    ctx.transaction,
  );
  return codes;
}

/** The account behind a name that asks for a second factor, with the hash of its password; null for all others. */
export async function guardedAccount(
  ctx: Context,
  username: string,
): Promise<(Doorstep & { passwordHash: string }) | null> {
  const { rows } = await sql<Doorstep & { passwordHash: string }>`
    select u.id as "accountId", u.username, c.password as "passwordHash"
    from kernel.login_user u join kernel.second_factor f on f.user_id = u.id and f.confirmed_at is not null
    join kernel.login_credential c on c.user_id = u.id and c.provider_id = 'credential'
    where u.username = ${username.toLowerCase()} and not u.is_closed and c.password is not null`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function isGuarded(ctx: Context, accountId: string): Promise<boolean> {
  const { rows } = await sql`select from kernel.second_factor
    where user_id = ${accountId}::uuid and confirmed_at is not null`.execute(ctx.transaction);
  return rows.length === 1;
}

export function knowsPassword(hash: string, password: string): Promise<boolean> {
  return verifyPassword({ hash, password });
}

/** Refuses: a wrong password, which counts like one at the door; a name that is locked by now. */
export async function provePassword(
  ctx: Context,
  { accountId, username }: Doorstep,
  password: string,
  request: RequestFacts,
): Promise<void> {
  if (await isLocked(ctx.house, username)) throw new AppError('session.locked', { minutes: LOCK_MINUTES });
  const { rows } = await sql<{ password: string | null }>`
    select password from kernel.login_credential where user_id = ${accountId}::uuid and provider_id = 'credential'`.execute(
    ctx.transaction,
  );
  const hash = rows[0]?.password ?? null;
  if (hash !== null && (await knowsPassword(hash, password))) return;
  await logSignIn(ctx.house, { userId: accountId, username, outcome: 'wrong_password', request });
  throw new AppError('session.wrong_password');
}

interface FactorRow {
  sealedSecret: string;
  lastStep: bigint;
  isConfirmed: boolean;
}

/** Whoever tries a code of this account at the same time waits, so that a crowd can't outrun the count. */
async function holdFactor(ctx: Context, accountId: string): Promise<FactorRow | null> {
  const { rows } = await sql<FactorRow>`
    select sealed_secret as "sealedSecret", last_step as "lastStep", confirmed_at is not null as "isConfirmed"
    from kernel.second_factor where user_id = ${accountId}::uuid for update`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** Wrong codes within the last quarter of an hour; those before a whole sign-in are forgiven. */
async function wrongCodes(ctx: Context, accountId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from kernel.sign_in_event e
    where e.user_id = ${accountId}::uuid and e.outcome = 'second_factor_wrong'
      and e.at > now() - make_interval(mins => ${LOCK_MINUTES})
      and e.at > coalesce((select max(f.at) from kernel.sign_in_event f where f.user_id = ${accountId}::uuid
        and f.outcome in ('signed_in', 'provider_signed_in')), '-infinity')`.execute(ctx.transaction);
  return rows[0]!.count;
}

/**
 * Takes one code: of the phone, or a recovery code, each once. Refuses: no code given (`second_factor_needed`), no
 * secret to hold it against, five wrong ones within a quarter of an hour, a wrong or used one.
 */
export async function passSecondFactor(
  ctx: Context,
  keys: Keys,
  door: Doorstep,
  typed: string | undefined,
  request: RequestFacts,
): Promise<void> {
  if (typed === undefined) throw new AppError('session.second_factor_needed');
  const factor = await holdFactor(ctx, door.accountId);
  if (factor === null) throw new AppError('session.second_factor_not_begun');
  const log = (outcome: 'second_factor_wrong' | 'second_factor_locked' | 'recovery_code_used') =>
    logSignIn(ctx.house, { userId: door.accountId, username: door.username, outcome, request });
  if ((await wrongCodes(ctx, door.accountId)) >= WRONG_CODES) {
    await log('second_factor_locked');
    throw new AppError('session.second_factor_locked', { minutes: LOCK_MINUTES });
  }
  const digits = typed.normalize('NFKC').replace(/\s/g, '');
  if (/^\d{6}$/.test(digits)) {
    const secret = await openSecret(keys, factor.sealedSecret);
    const step = stepOf(secret, digits, { now: Date.now(), lastStep: Number(factor.lastStep) });
    if (step !== null) {
      await sql`update kernel.second_factor set last_step = ${step} where user_id = ${door.accountId}::uuid`.execute(
        ctx.transaction,
      );
      return;
    }
  } else if (factor.isConfirmed && (await useRecoveryCode(ctx, keys, door.accountId, typed))) {
    ctx.afterCommit.push(() => log('recovery_code_used'));
    return;
  }
  await log('second_factor_wrong');
  throw new AppError('session.second_factor_wrong');
}

async function useRecoveryCode(ctx: Context, keys: Keys, accountId: string, typed: string): Promise<boolean> {
  const { rows } = await sql`update kernel.recovery_code set used_at = now()
    where user_id = ${accountId}::uuid and hash = ${recoveryHash(keys, accountId, typed)} and used_at is null
    returning hash`.execute(ctx.transaction);
  return rows.length === 1;
}
