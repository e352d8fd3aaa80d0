import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

/** An entry by which a book's cash and bank accounts together gained; what opened the book or was taken back is none. */
export interface Taking {
  readonly entryId: string;
  readonly bookId: string;
  readonly on: Day;
  readonly words: string;
  readonly month: string;
  /** Null until the sealer has dealt it. */
  readonly number: number | null;
  readonly amount: bigint;
  /** All of it came in as cash. */
  readonly isCash: boolean;
}

const takings = (condition: RawBuilder<unknown>) => sql<Taking>`
  select e.id as "entryId", e.book_id as "bookId", e.posted_on as "on", e.words, to_char(e.month, 'YYYY-MM') as month,
    s.voucher_number as number, t.amount, t.is_cash as "isCash"
  from ledger.entry e
  cross join lateral (
    select sum(p.side * p.amount_fen)::bigint as amount, bool_and(a.money = 'cash' or p.side = -1) as is_cash
    from ledger.posting p join ledger.account a on a.id = p.account_id
    where p.entry_id = e.id and a.money is not null
  ) t
  left join ledger.seal s on s.entry_id = e.id
  where e.kind in ('ordinary', 'transfer') and t.amount > 0
    and not exists (select from ledger.entry r where r.reverses_id = e.id) and ${condition}`;

/** Of these entries, those that take in money. */
export async function takingsByEntries(
  ctx: Context,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, Taking>> {
  const { rows } = await takings(sql`e.id = any(${[...entryIds]}::uuid[])`).execute(ctx.transaction);
  return new Map(rows.map((row) => [row.entryId, row]));
}

/** The entries of a book that take in money, the latest first. */
export async function takingsOfBook(
  ctx: Context,
  bookId: string,
  { after, limit }: { after: readonly [day: Day, id: string] | null; limit: number },
): Promise<readonly Taking[]> {
  const beyond = after === null ? sql`true` : sql`(e.posted_on, e.id) < (${after[0]}::date, ${after[1]}::uuid)`;
  const { rows } = await sql<Taking>`
    ${takings(sql`e.book_id = ${bookId} and ${beyond}`)} order by e.posted_on desc, e.id desc limit ${limit}`.execute(
    ctx.transaction,
  );
  return rows;
}
