import { sql } from 'kysely';
import { isWeakPassword, LOCK_MINUTES } from '../accounts';
import { audit } from '../audit';
import type { Context } from '../context';
import { AppError } from '../errors';
import type { RequestFacts } from '../manifest';
import { logSignIn } from '../sessions';

/** Whoever knows people and their slips hands this in. Refuses with `session.code_wrong`, whatever is wrong. */
export type RedeemCode = (
  ctx: Context,
  given: { staffNumber: string; code: string; password: string },
) => Promise<{ accountId: string; username: string; purpose: string }>;

const WRONG_A_NUMBER = 5;
/** A whole works may sit behind one address, so that an address is patient where a staff number is not. */
const WRONG_AN_ADDRESS = 30;

/**
 * Refuses: a weak password, a staff number or an address with too many wrong codes in the last quarter of an hour, and
 * with one answer in the same time an unknown staff number and every code that doesn't open. Tries for one staff number
 * go one by one: who comes while one is looked at is told to come again, so that a crowd can't outrun the count.
 */
export async function useCode(
  ctx: Context,
  redeem: RedeemCode,
  given: { staffNumber: string; code: string; password: string },
  request: RequestFacts,
): Promise<{ username: string }> {
  const number = given.staffNumber.normalize('NFKC').trim().toLowerCase();
  if (isWeakPassword(given.password, number)) throw new AppError('session.password_weak');
  const { rows } = await sql<{ isAlone: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`code:${number}`}, 0)) as "isAlone"`.execute(ctx.transaction);
  if (!rows[0]!.isAlone) throw new AppError('kernel.too_many_requests');
  const wrong = await wrongCodes(ctx, number, request.address);
  if (wrong.byNumber >= WRONG_A_NUMBER) {
    await logSignIn(ctx.house, { userId: null, username: number, outcome: 'locked', request });
    throw new AppError('session.code_locked', { minutes: LOCK_MINUTES });
  }
  if (wrong.byAddress >= WRONG_AN_ADDRESS) throw new AppError('kernel.too_many_requests');
  try {
    const { accountId, username, purpose } = await redeem(ctx, given);
    audit(ctx, { action: 'session.useCode', subject: `account:${accountId}`, details: { purpose } });
    ctx.afterCommit.push(() => logSignIn(ctx.house, { userId: accountId, username, outcome: 'code_used', request }));
    return { username };
  } catch (error) {
    if (error instanceof AppError && error.code === 'session.code_wrong')
      await logSignIn(ctx.house, { userId: null, username: number, outcome: 'wrong_code', request });
    throw error;
  }
}

/** Wrong codes of the last quarter of an hour; those before a code that opened are forgiven to its staff number. */
async function wrongCodes(
  ctx: Context,
  number: string,
  address: string,
): Promise<{ byNumber: number; byAddress: number }> {
  const { rows } = await sql<{ byNumber: number; byAddress: number }>`
    select
      (select count(*)::int from kernel.sign_in_event e
       where e.username = ${number} and e.outcome = 'wrong_code' and e.at > now() - make_interval(mins => ${LOCK_MINUTES})
         and e.at > coalesce((select max(f.at) from kernel.sign_in_event f
           where f.username = ${number} and f.outcome = 'code_used'), '-infinity')) as "byNumber",
      (select count(*)::int from kernel.sign_in_event e
       where e.address = ${address} and e.outcome = 'wrong_code'
         and e.at > now() - make_interval(mins => ${LOCK_MINUTES})) as "byAddress"`.execute(ctx.transaction);
  return rows[0]!;
}
