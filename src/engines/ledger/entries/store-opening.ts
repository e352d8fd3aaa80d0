import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface Opening {
  /** The entry that stands; null when none was made or each was taken back. */
  standing: string | null;
  /** How often one was made before. */
  made: number;
}

export async function openingOf(ctx: Context, bookId: string): Promise<Opening> {
  const { rows } = await sql<{ id: string; isReversed: boolean }>`
    select o.id, exists (select from ledger.entry r where r.reverses_id = o.id) as "isReversed"
    from ledger.entry o where o.book_id = ${bookId} and o.kind = 'opening'`.execute(ctx.transaction);
  return { standing: rows.find((row) => !row.isReversed)?.id ?? null, made: rows.length };
}

/** The ids of entries with which books began, and of those that took such back: few, and found along their own index. */
export const openingEntries = (bookIds: readonly string[]): RawBuilder<unknown> => sql`
  select o.id from ledger.entry o where o.book_id = any(${[...bookIds]}::uuid[]) and o.kind = 'opening'
  union all
  select r.id from ledger.entry o join ledger.entry r on r.reverses_id = o.id
  where o.book_id = any(${[...bookIds]}::uuid[]) and o.kind = 'opening'`;

/** What was said within days by the entries with which a book began. */
export async function openingTurnovers(
  ctx: Context,
  bookId: string,
  { from, to }: { from: Day; to: Day },
): Promise<{ accountId: string; debit: bigint; credit: bigint }[]> {
  const { rows } = await sql<{ accountId: string; debit: bigint; credit: bigint }>`
    select p.account_id as "accountId", coalesce(sum(p.amount_fen) filter (where p.side = 1), 0)::bigint as debit,
      coalesce(sum(p.amount_fen) filter (where p.side = -1), 0)::bigint as credit
    from (${openingEntries([bookId])}) o join ledger.posting p on p.entry_id = o.id
    where p.posted_on between ${from}::date and ${to}::date group by 1`.execute(ctx.transaction);
  return rows;
}
