import { sql } from 'kysely';
import type { Context } from '#kernel';

/** What is owed of the loans of accounts, held until the act is over. */
export async function loansOfAccounts(
  ctx: Context,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, { id: string; owed: bigint }>> {
  const { rows } = await sql<{ accountId: string; id: string; owed: bigint }>`
    select account_id as "accountId", id, owed_fen as owed from savings.loan
    where account_id = any(${[...accountIds]}::uuid[]) and state in ('open', 'hopeless') order by id for no key update`.execute(
    ctx.transaction,
  );
  return new Map(rows.map(({ accountId, id, owed }) => [accountId, { id, owed }]));
}
