import { createHash } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';

const FIRST_HASH = '0'.repeat(64);
const BATCH = 1000;

/** The text that an entry's link covers: the entry with all its postings in one fixed order. */
export const contentOf = sql<string>`concat_ws(E'\\x1f', e.id, e.book_id, e.posted_on, e.kind, e.words, e.source,
  coalesce(e.source_key, ''), coalesce(e.reverses_id::text, ''), to_char(e.recorded_at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US'),
  coalesce(e.recorded_by::text, ''), (select string_agg(concat_ws(E'\\x1e', p.line, p.account_id, p.side, p.amount_fen,
    coalesce(p.party_id::text, ''), coalesce(p.budget_line_id::text, ''), coalesce(p.commitment_id::text, ''), p.words),
    E'\\x1d' order by p.line) from ledger.posting p where p.entry_id = e.id))`;

export interface Link {
  readonly position: bigint;
  readonly hash: string;
}

export const beginning: Link = { position: 0n, hash: FIRST_HASH };

/** The next link of a book's chain: over the link before, the number that was dealt, and the entry. */
export function linkAfter(before: Link, number: number, content: string): Link {
  const hash = createHash('sha256').update(`${before.hash}\n${number}\n`).update(content).digest('hex');
  return { position: before.position + 1n, hash };
}

interface WaitingRow {
  id: string;
  bookId: string;
  month: string;
  content: string;
}

/**
 * Deals voucher numbers and links to what has been posted, a batch at a time, and folds its turnovers, all in one
 * transaction: a killed sealer leaves no gap and no double. Only entries of transactions below the oldest one still running
 * are taken, in the order of their transaction numbers, so that none which commits later belongs before them. (In a
 * restored backup, numbers of the former server may lie above all of this one's: those are of nobody who still runs.)
 */
export async function sealEntries(database: Kysely<unknown>): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await database.transaction().execute(sealBatch);
    sealed += count;
    if (count < BATCH) return sealed;
  }
}

async function sealBatch(transaction: Transaction<unknown>): Promise<number> {
  const { rows: lock } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('ledger.sealer', 0)) as got`.execute(transaction);
  if (!lock[0]?.got) return 0;
  const { rows } = await sql<WaitingRow>`
    select e.id, e.book_id as "bookId", w.month::text as month, ${contentOf} as content
    from (select * from ledger.waiting w
      where w.transaction_number < pg_snapshot_xmin(pg_current_snapshot())
        or w.transaction_number >= pg_snapshot_xmax(pg_current_snapshot())
      order by w.transaction_number, w.entry_id limit ${BATCH}) w
    join ledger.entry e on e.id = w.entry_id
    order by w.transaction_number, w.entry_id`.execute(transaction);
  if (rows.length === 0) return 0;
  const seals = dealNumbers(rows, await lastLinks(transaction, rows), await lastNumbers(transaction, rows));
  await sql`insert into ledger.seal (book_id, position, entry_id, month, voucher_number, hash)
    select book_id, position, entry_id, month, voucher_number, hash from jsonb_to_recordset(${JSON.stringify(seals)}::jsonb)
      as r(book_id uuid, position bigint, entry_id uuid, month date, voucher_number int, hash text)`.execute(
    transaction,
  );
  const ids = rows.map((row) => row.id);
  await fold(transaction, ids);
  await sql`delete from ledger.waiting where entry_id = any(${ids}::uuid[])`.execute(transaction);
  return rows.length;
}

async function lastLinks(transaction: Transaction<unknown>, rows: readonly WaitingRow[]): Promise<Map<string, Link>> {
  const books = [...new Set(rows.map((row) => row.bookId))];
  const { rows: last } = await sql<Link & { bookId: string }>`
    select b.id as "bookId", s.position, s.hash from unnest(${books}::uuid[]) as b(id)
    cross join lateral (select position, hash from ledger.seal where book_id = b.id order by position desc limit 1) s`.execute(
    transaction,
  );
  return new Map(last.map(({ bookId, position, hash }) => [bookId, { position, hash }]));
}

const monthKey = ({ bookId, month }: { bookId: string; month: string }): string => `${bookId} ${month}`;

async function lastNumbers(
  transaction: Transaction<unknown>,
  rows: readonly WaitingRow[],
): Promise<Map<string, number>> {
  const months = [...new Map(rows.map((row) => [monthKey(row), row])).values()];
  const { rows: last } = await sql<{ bookId: string; month: string; number: number }>`
    select m.book_id as "bookId", m.month::text as month, s.voucher_number as number
    from unnest(${months.map((m) => m.bookId)}::uuid[], ${months.map((m) => m.month)}::date[]) as m(book_id, month)
    cross join lateral (select voucher_number from ledger.seal
      where book_id = m.book_id and month = m.month order by voucher_number desc limit 1) s`.execute(transaction);
  return new Map(last.map((row) => [monthKey(row), row.number]));
}

function dealNumbers(rows: readonly WaitingRow[], links: Map<string, Link>, numbers: Map<string, number>) {
  return rows.map((row) => {
    const number = (numbers.get(monthKey(row)) ?? 0) + 1;
    const link = linkAfter(links.get(row.bookId) ?? beginning, number, row.content);
    numbers.set(monthKey(row), number);
    links.set(row.bookId, link);
    const { position, hash } = link;
    return {
      ...{ book_id: row.bookId, position: position.toString(), entry_id: row.id, month: row.month },
      ...{ voucher_number: number, hash },
    };
  });
}

/** Adds the turnovers of entries to the folds by day and by month. */
async function fold(transaction: Transaction<unknown>, ids: readonly string[]): Promise<void> {
  for (const [table, span] of [
    ['day_fold', 'day'],
    ['month_fold', 'month'],
  ] as const) {
    const when = span === 'day' ? sql`e.posted_on` : sql`e.month`;
    await sql`
      insert into ${sql.table(`ledger.${table}`)} as f (book_id, ${sql.ref(span)}, account_id, is_closing, budget_line_id,
        commitment_id, debit_fen, credit_fen, postings)
      select p.book_id, ${when}, p.account_id, ${isClosing}, coalesce(p.budget_line_id, ${NONE}::uuid),
        coalesce(p.commitment_id, ${NONE}::uuid), coalesce(sum(p.amount_fen) filter (where p.side = 1), 0),
        coalesce(sum(p.amount_fen) filter (where p.side = -1), 0), count(*)
      from ledger.posting p join ledger.entry e on e.id = p.entry_id
      where p.entry_id = any(${[...ids]}::uuid[])
      group by 1, 2, 3, 4, 5, 6
      on conflict (book_id, ${sql.ref(span)}, account_id, is_closing, budget_line_id, commitment_id) do update
        set debit_fen = f.debit_fen + excluded.debit_fen, credit_fen = f.credit_fen + excluded.credit_fen,
          postings = f.postings + excluded.postings`.execute(transaction);
  }
}

/** Stands in the folds where a posting has no such tag. */
export const NONE = '00000000-0000-0000-0000-000000000000';

/** Entries of the year's end, and what takes them back, are told apart: they are no income and no spending. */
export const isClosing = sql<boolean>`(e.kind = 'closing' or exists (select from ledger.entry o where o.id = e.reverses_id and o.kind = 'closing'))`;
