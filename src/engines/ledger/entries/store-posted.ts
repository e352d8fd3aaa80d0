import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { BookKind } from '../charts/book-kinds';

/** One posting on an account that a line has asked about. */
export interface PostedLine {
  readonly entryId: string;
  readonly bookId: string;
  readonly bookName: string;
  readonly unitId: string;
  readonly on: Day;
  readonly words: string;
  readonly source: string;
  /** Debit less credit; a reversal stands with the opposite sign. */
  readonly net: bigint;
}

export interface PostedQuestion {
  readonly kind: BookKind;
  readonly under: readonly string[];
  /** Accounts by their codes, with what lies below them. */
  readonly codes: readonly string[];
  readonly from: Day;
  readonly to: Day;
  /** Only what such records have brought about: `relief.payment`. */
  readonly by?: string;
}

/**
 * What was posted on accounts of all books of a kind below units within days, entry by entry, the reversals with it. Opening
 * balances, the year's end and money that passes between books are neither income nor spending. Whoever asks judges who sees it.
 */
export async function postedLines(ctx: Context, question: PostedQuestion): Promise<PostedLine[]> {
  const { kind, under, codes, from, to, by } = question;
  const { rows } = await sql<PostedLine>`
    select e.id as "entryId", b.id as "bookId", b.name as "bookName", b.unit_id as "unitId", e.posted_on as "on", e.words,
      e.source, sum(p.side * p.amount_fen)::bigint as net
    from ledger.book b
    join ledger.account a on a.book_id = b.id
      and exists (select from unnest(${[...codes]}::text[]) as c(code) where starts_with(a.code, c.code))
    join ledger.posting p on p.account_id = a.id and p.posted_on between ${from}::date and ${to}::date
    join ledger.entry e on e.id = p.entry_id
    left join ledger.entry r on r.id = e.reverses_id
    where b.kind = ${kind} and exists (select from unnest(${[...under]}::text[]) as u(path) where starts_with(b.unit_path, u.path))
      and coalesce(r.kind, e.kind) = 'ordinary'
      and ${by === undefined ? sql`true` : sql`starts_with(e.source, ${`${by}:`})`}
    group by e.id, b.id order by e.posted_on, e.id`.execute(ctx.transaction);
  return rows;
}
