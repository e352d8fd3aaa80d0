import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { EntryKind } from '../entries/rules';

export interface ExportedEntry {
  id: string;
  on: Day;
  month: Day;
  voucherNumber: number | null;
  kind: EntryKind;
  words: string;
  source: string;
  reversesId: string | null;
  reversesMonth: Day | null;
  reversesNumber: number | null;
  recordedAt: Date;
}

/** Entries of a book in the order of their days, and within a day of their numbers. */
export async function exportPage(
  ctx: Context,
  question: { bookId: string; from: Day; to: Day; after: readonly [on: Day, number: number] | null; limit: number },
): Promise<ExportedEntry[]> {
  const { bookId, from, to, after, limit } = question;
  const seen =
    after === null ? sql`true` : sql`(e.posted_on, s.voucher_number) > (${after[0]}::date, ${after[1]}::int)`;
  const { rows } = await sql<ExportedEntry>`
    select e.id, e.posted_on as "on", e.month, s.voucher_number as "voucherNumber", e.kind, e.words, e.source,
      e.reverses_id as "reversesId", o.month as "reversesMonth", o.voucher_number as "reversesNumber",
      e.recorded_at as "recordedAt"
    from ledger.entry e join ledger.seal s on s.entry_id = e.id
    left join ledger.seal o on o.entry_id = e.reverses_id
    where e.book_id = ${bookId} and e.posted_on between ${from}::date and ${to}::date and ${seen}
    order by e.posted_on, s.voucher_number limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** Balances of accounts with parties by party, before a day. */
export async function partyNets(
  ctx: Context,
  { bookId, before }: { bookId: string; before: Day },
): Promise<{ accountId: string; partyId: string; net: bigint }[]> {
  const { rows } = await sql<{ accountId: string; partyId: string; net: bigint }>`
    select p.account_id as "accountId", p.party_id as "partyId", sum(p.side * p.amount_fen)::bigint as net
    from ledger.posting p
    where p.book_id = ${bookId} and p.party_id is not null and p.posted_on < ${before}::date
      and p.account_id in (select id from ledger.account where book_id = ${bookId} and party is not null)
    group by 1, 2 having sum(p.side * p.amount_fen) <> 0 order by 1, 2`.execute(ctx.transaction);
  return rows;
}

/** The entries that stand under keys, each with whether it has been taken back. */
export async function entriesByKeys(
  ctx: Context,
  bookId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, { id: string; isReversed: boolean }>> {
  const { rows } = await sql<{ key: string; id: string; isReversed: boolean }>`
    select e.source_key as key, e.id, exists (select from ledger.entry r where r.reverses_id = e.id) as "isReversed"
    from ledger.entry e where e.book_id = ${bookId} and e.source_key = any(${[...keys]}::text[])`.execute(
    ctx.transaction,
  );
  return new Map(rows.map(({ key, ...entry }) => [key, entry]));
}

export interface ImportRecord {
  id: string;
  bookId: string;
  kind: 'journal' | 'opening';
  fileName: string;
  contentHash: string;
  posted: number;
  known: number;
  importedBy: string;
  importedAt: Date;
}

export async function insertImport(ctx: Context, row: Omit<ImportRecord, 'importedAt'>): Promise<void> {
  await sql`
    insert into ledger.import (id, book_id, kind, file_name, content_hash, posted, known, imported_by, imported_at)
    values (${row.id}, ${row.bookId}, ${row.kind}, ${row.fileName}, ${row.contentHash}, ${row.posted}, ${row.known},
      ${row.importedBy}, ${ctx.clock.now().toISOString()})`.execute(ctx.transaction);
}

const columns = sql`i.id, i.book_id as "bookId", i.kind, i.file_name as "fileName", i.content_hash as "contentHash", i.posted,
  i.known, i.imported_by as "importedBy", i.imported_at as "importedAt"`;

export async function importById(ctx: Context, id: string): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`
    select ${columns} from ledger.import i where i.id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function importPage(
  ctx: Context,
  { bookId, after, limit }: { bookId: string; after: readonly [at: string, id: string] | null; limit: number },
): Promise<ImportRecord[]> {
  const seen = after === null ? sql`true` : sql`(i.imported_at, i.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  const { rows } = await sql<ImportRecord>`
    select ${columns} from ledger.import i where i.book_id = ${bookId} and ${seen}
    order by i.imported_at desc, i.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}
