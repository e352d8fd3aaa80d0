import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

/** What entries of the beginning (期初) said of accounts within days, less what took them back: debits and credits. */
export async function openingTurnovers(
  ctx: Context,
  { bookId, from, to }: { bookId: string; from: Day; to: Day },
): Promise<{ accountId: string; debit: bigint; credit: bigint }[]> {
  const { rows } = await sql<{ accountId: string; debit: bigint; credit: bigint }>`
    select p.account_id as "accountId", coalesce(sum(p.amount_fen) filter (where p.side = 1), 0)::bigint as debit,
      coalesce(sum(p.amount_fen) filter (where p.side = -1), 0)::bigint as credit
    from ledger.posting p where p.entry_id in (
      select e.id from ledger.entry e where e.book_id = ${bookId} and e.kind = 'opening'
      union all
      select r.id from ledger.entry e join ledger.entry r on r.reverses_id = e.id
      where e.book_id = ${bookId} and e.kind = 'opening'
    ) and p.posted_on between ${from}::date and ${to}::date
    group by 1`.execute(ctx.transaction);
  return rows;
}

export async function countWaitingUntil(ctx: Context, bookId: string, on: Day): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ledger.waiting w join ledger.entry e on e.id = w.entry_id
    where w.book_id = ${bookId} and e.posted_on <= ${on}::date`.execute(ctx.transaction);
  return rows[0]!.count;
}

/** The last link of a book's chain; position 0 where nothing has been sealed. */
export async function lastLinkOf(ctx: Context, bookId: string): Promise<{ position: bigint; hash: string }> {
  const { rows } = await sql<{ position: bigint; hash: string }>`
    select position, hash from ledger.seal where book_id = ${bookId} order by position desc limit 1`.execute(
    ctx.transaction,
  );
  return rows[0] ?? { position: 0n, hash: '' };
}

export interface PublishedRecord {
  id: string;
  bookId: string;
  on: Day;
  span: 'month' | 'year';
  version: number;
  /** As `publishedFigures` reads it. */
  figures: unknown;
  hash: string;
  chainPosition: bigint;
  chainHash: string;
  publishedAt: Date;
  publishedBy: string;
}

const columns = sql`s.id, s.book_id as "bookId", s.posted_until as "on", s.span, s.version, s.hash, s.chain_position as "chainPosition",
  s.chain_hash as "chainHash", s.published_at as "publishedAt", s.published_by as "publishedBy"`;

/** Keeps what is published, as the next version of its day and span. */
export async function insertPublished(
  ctx: Context,
  row: Omit<PublishedRecord, 'version' | 'publishedAt' | 'figures'> & { figures: string },
): Promise<void> {
  await sql`
    insert into ledger.statement (id, book_id, posted_until, span, version, figures, hash, chain_position, chain_hash, published_at,
      published_by)
    select ${row.id}, ${row.bookId}, ${row.on}::date, ${row.span}, coalesce(max(s.version), 0) + 1, ${row.figures}::jsonb,
      ${row.hash}, ${row.chainPosition.toString()}::bigint, ${row.chainHash}, ${ctx.clock.now().toISOString()}, ${row.publishedBy}
    from ledger.statement s where s.book_id = ${row.bookId} and s.posted_until = ${row.on}::date and s.span = ${row.span}`.execute(
    ctx.transaction,
  );
}

export async function publishedById(ctx: Context, id: string): Promise<PublishedRecord | null> {
  const { rows } = await sql<PublishedRecord>`
    select ${columns}, s.figures from ledger.statement s where s.id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** The fingerprint of the last version of a day and span. */
export async function lastHashOf(
  ctx: Context,
  { bookId, on, span }: { bookId: string; on: Day; span: string },
): Promise<string | null> {
  const { rows } = await sql<{ hash: string }>`
    select hash from ledger.statement where book_id = ${bookId} and posted_until = ${on}::date and span = ${span}
    order by version desc limit 1`.execute(ctx.transaction);
  return rows[0]?.hash ?? null;
}

export async function publishedPage(
  ctx: Context,
  { bookId, after, limit }: { bookId: string; after: readonly [at: string, id: string] | null; limit: number },
): Promise<Omit<PublishedRecord, 'figures'>[]> {
  const seen = after === null ? sql`true` : sql`(s.published_at, s.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  const { rows } = await sql<PublishedRecord>`
    select ${columns} from ledger.statement s where s.book_id = ${bookId} and ${seen}
    order by s.published_at desc, s.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** What the chain says at a position; null where there's no such link. */
export async function linkAt(ctx: Context, bookId: string, position: bigint): Promise<string | null> {
  const { rows } = await sql<{ hash: string }>`
    select hash from ledger.seal where book_id = ${bookId} and position = ${position.toString()}::bigint`.execute(
    ctx.transaction,
  );
  return rows[0]?.hash ?? null;
}
