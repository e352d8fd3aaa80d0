import { sql, type Transaction } from 'kysely';

/** Stands in the folds where a posting has no such tag. */
export const NONE = '00000000-0000-0000-0000-000000000000';

/** The text that an entry's link covers: the entry with all its postings in one fixed order. */
export const contentOf = sql<string>`concat_ws(E'\\x1f', e.id, e.book_id, e.posted_on, e.kind, e.words, e.source,
  coalesce(e.source_key, ''), coalesce(e.reverses_id::text, ''), to_char(e.recorded_at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US'),
  coalesce(e.recorded_by::text, ''), (select string_agg(concat_ws(E'\\x1e', p.line, p.account_id, p.side, p.amount_fen,
    coalesce(p.party_id::text, ''), coalesce(p.budget_line_id::text, ''), coalesce(p.commitment_id::text, ''), p.words),
    E'\\x1d' order by p.line) from ledger.posting p where p.entry_id = e.id))`;

/** Entries of the year's end, and what takes them back, are told apart: they are no income and no spending. */
export const isClosing = sql<boolean>`(e.kind = 'closing' or exists (select from ledger.entry o where o.id = e.reverses_id and o.kind = 'closing'))`;

export interface StoredLink {
  readonly position: bigint;
  readonly hash: string;
}

export interface WaitingRow {
  id: string;
  bookId: string;
  month: string;
  content: string;
}

/** Whether this is the one who seals; the others find nothing to do. Until the commit. */
export async function isOnlySealer(transaction: Transaction<unknown>): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('ledger.sealer', 0)) as got`.execute(transaction);
  return rows[0]!.got;
}

/**
 * The next entries that no open transaction can come before any more, in the order of their transactions. In a restored
 * backup, numbers of the former server may lie above all of this one's: those are of nobody who still runs.
 */
export async function sealableRows(transaction: Transaction<unknown>, limit: number): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select e.id, e.book_id as "bookId", w.month::text as month, ${contentOf} as content
    from (select * from ledger.waiting w
      where w.transaction_number < pg_snapshot_xmin(pg_current_snapshot())
        or w.transaction_number >= pg_snapshot_xmax(pg_current_snapshot())
      order by w.transaction_number, w.entry_id limit ${limit}) w
    join ledger.entry e on e.id = w.entry_id
    order by w.transaction_number, w.entry_id`.execute(transaction);
  return rows;
}

export const monthKey = ({ bookId, month }: { bookId: string; month: string }): string => `${bookId} ${month}`;

/** The last link of each of the books that has one. */
export async function lastLinks(
  transaction: Transaction<unknown>,
  rows: readonly WaitingRow[],
): Promise<Map<string, StoredLink>> {
  const books = [...new Set(rows.map((row) => row.bookId))];
  const { rows: last } = await sql<StoredLink & { bookId: string }>`
    select b.id as "bookId", s.position, s.hash from unnest(${books}::uuid[]) as b(id)
    cross join lateral (select position, hash from ledger.seal where book_id = b.id order by position desc limit 1) s`.execute(
    transaction,
  );
  return new Map(last.map(({ bookId, position, hash }) => [bookId, { position, hash }]));
}

/** The last number dealt in each of the months, by `monthKey`. */
export async function lastNumbers(
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

export interface Seal {
  book_id: string;
  position: string;
  entry_id: string;
  month: string;
  voucher_number: number;
  hash: string;
}

/** Writes the seals, folds what was turned over, and lets nobody wait any longer. */
export async function writeSeals(transaction: Transaction<unknown>, seals: readonly Seal[]): Promise<void> {
  await sql`insert into ledger.seal (book_id, position, entry_id, month, voucher_number, hash)
    select book_id, position, entry_id, month, voucher_number, hash from jsonb_to_recordset(${JSON.stringify(seals)}::jsonb)
      as r(book_id uuid, position bigint, entry_id uuid, month date, voucher_number int, hash text)`.execute(
    transaction,
  );
  const ids = seals.map((seal) => seal.entry_id);
  await fold(transaction, ids);
  await sql`delete from ledger.waiting where entry_id = any(${ids}::uuid[])`.execute(transaction);
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
