import { sql } from 'kysely';
import { newId, userOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface WageBill {
  month: Day;
  amount: bigint;
  words: string;
  byName: string;
}

/** The wage bills of a book that count, in the order of their months. */
export async function wageBillsOf(ctx: Context, bookId: string): Promise<WageBill[]> {
  const { rows } = await sql<WageBill>`
    select distinct on (month) month, amount_fen as amount, words, recorded_by_name as "byName"
    from finance.wage_bill where book_id = ${bookId} order by month, recorded_at desc, id desc`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function insertWageBills(
  ctx: Context,
  bookId: string,
  bills: readonly Pick<WageBill, 'month' | 'amount' | 'words'>[],
): Promise<void> {
  const { accountId, name } = userOf(ctx);
  const rows = bills.map(({ amount, ...bill }) => ({ ...bill, id: newId(), amount: amount.toString() }));
  await sql`
    insert into finance.wage_bill (id, book_id, month, amount_fen, words, recorded_at, recorded_by, recorded_by_name)
    select id, ${bookId}, month, amount, words, ${ctx.clock.now().toISOString()}, ${accountId}, ${name}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, month date, amount bigint, words text)`.execute(
    ctx.transaction,
  );
}
