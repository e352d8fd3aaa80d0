import { sql } from 'kysely';
import type { Context } from '#kernel';

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
