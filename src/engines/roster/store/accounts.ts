import { sql } from 'kysely';
import type { Context } from '#kernel';

/** What the sign-in knows of an account. */
export interface AccountState {
  accountId: string;
  username: string;
  name: string;
  isClosed: boolean;
  isLocked: boolean;
  mustChangePassword: boolean;
  lastSignedInAt: Date | null;
}

/**
 * These tables are the kernel's, and its door has no function for them yet: the house test knows this one file by
 * name and fails as soon as it is no longer needed.
 */
export async function accountStates(ctx: Context, accountIds: readonly string[]): Promise<Map<string, AccountState>> {
  const { rows } = await sql<AccountState>`
    select u.id as "accountId", u.display_username as username, u.name, u.is_closed as "isClosed",
      u.must_change_password as "mustChangePassword", s.at as "lastSignedInAt",
      (select count(*) from kernel.sign_in_event e where e.username = u.username and e.outcome = 'wrong_password'
        and e.at > now() - interval '15 minutes'
        and e.at > coalesce((select max(f.at) from kernel.sign_in_event f
          where f.username = u.username and f.outcome in ('signed_in', 'revoked')), '-infinity')) >= 5 as "isLocked"
    from kernel.login_user u
    left join lateral (select max(at) as at from kernel.sign_in_event e
      where e.user_id = u.id and e.outcome = 'signed_in') s on true
    where u.id = any(${[...accountIds]}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.accountId, row]));
}
