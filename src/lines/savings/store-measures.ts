import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface DepositMonth {
  associationId: string;
  month: Day;
  amount: bigint;
  people: number;
  last: Day;
}

/** What savers put in within days, by association and month; what was taken back counts on the day on which it was. */
export async function depositsBetween(
  ctx: Context,
  { associationIds, from, to }: { associationIds: readonly string[]; from: Day; to: Day },
): Promise<DepositMonth[]> {
  const { rows } = await sql<DepositMonth>`
    select a.association_id as "associationId", date_trunc('month', m.moved_on)::date as month,
      sum(m.amount_fen)::bigint as amount, count(distinct m.account_id)::int as people, max(m.moved_on) as last
    from savings.movement m join savings.account a on a.id = m.account_id
    left join savings.movement o on o.id = m.reverses_id
    where a.association_id = any(${[...associationIds]}::uuid[]) and m.moved_on between ${from}::date and ${to}::date
      and coalesce(o.kind, m.kind) = 'deposit'
    group by 1, 2 order by 1, 2`.execute(ctx.transaction);
  return rows;
}
