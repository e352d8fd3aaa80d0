import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface MonthTurnover {
  accountId: string;
  month: Day;
  debit: bigint;
  credit: bigint;
}

/** What was turned over in each month of a year, sealed or still waiting. */
export async function monthTurnovers(ctx: Context, bookId: string, year: number): Promise<MonthTurnover[]> {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const { rows } = await sql<MonthTurnover>`
    select account_id as "accountId", month, sum(debit)::bigint as debit, sum(credit)::bigint as credit from (
      select account_id, month, debit_fen as debit, credit_fen as credit from ledger.month_fold
      where book_id = ${bookId} and month between ${first}::date and ${last}::date
      union all
      select p.account_id, w.month, case when p.side = 1 then p.amount_fen else 0 end,
        case when p.side = -1 then p.amount_fen else 0 end
      from ledger.waiting w join ledger.posting p on p.entry_id = w.entry_id
      where w.book_id = ${bookId} and w.month between ${first}::date and ${last}::date
    ) t group by 1, 2`.execute(ctx.transaction);
  return rows;
}
