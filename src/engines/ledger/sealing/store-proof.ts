import { sql, type Kysely } from 'kysely';
import { contentOf, isClosing, NONE } from './store';

/** A database that was never started, or by an older program, may lack the tables. */
export async function hasBooks(database: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('ledger.book') is not null as there`.execute(
    database,
  );
  return rows[0]!.there;
}

export interface LedgerCounts {
  readonly books: number;
  readonly sealed: number;
  readonly waiting: number;
  /** The id of the entry that waits longest. */
  readonly firstWaiting: string | null;
}

export async function countLedger(database: Kysely<unknown>): Promise<LedgerCounts> {
  const { rows } = await sql<LedgerCounts>`
    select (select count(*) from ledger.book)::int as books, (select count(*) from ledger.seal)::int as sealed,
      count(*)::int as waiting, min(entry_id::text) as "firstWaiting" from ledger.waiting`.execute(database);
  return rows[0]!;
}

export async function provenBooks(database: Kysely<unknown>): Promise<{ id: string; name: string; waiting: bigint }[]> {
  const { rows } = await sql<{ id: string; name: string; waiting: bigint }>`
    select b.id, b.name, (select count(*) from ledger.waiting w where w.book_id = b.id) as waiting
    from ledger.book b order by b.created_at, b.id`.execute(database);
  return rows;
}

export interface SealedRow {
  position: bigint;
  month: string;
  number: number;
  hash: string;
  /** Null where the entry is gone, or stands in another book or month. */
  content: string | null;
}

export async function sealedAfter(
  database: Kysely<unknown>,
  bookId: string,
  position: bigint,
  limit: number,
): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select s.position, s.month::text as month, s.voucher_number as number, s.hash,
      case when e.id is null or e.book_id <> s.book_id or e.month <> s.month then null else ${contentOf} end as content
    from ledger.seal s left join ledger.entry e on e.id = s.entry_id
    where s.book_id = ${bookId} and s.position > ${position.toString()}::bigint
    order by s.position limit ${limit}`.execute(database);
  return rows;
}

/** All must be none: what the database would never take, unless somebody had gone around it. */
export type Strays = Readonly<Record<'unbalanced' | 'homeless' | 'unaccounted' | 'misfolded', number>>;

export async function countStrays(database: Kysely<unknown>): Promise<Strays> {
  const count = async (query: ReturnType<typeof sql>): Promise<number> => {
    const { rows } = await sql<{ count: bigint }>`select count(*) as count from (${query}) s`.execute(database);
    return Number(rows[0]!.count);
  };
  return {
    unbalanced: await count(sql`
      select e.id from ledger.entry e left join ledger.posting p on p.entry_id = e.id group by e.id
      having count(p.*) < 2 or sum(p.side * p.amount_fen) <> 0`),
    homeless: await count(sql`
      select e.id from ledger.entry e where not exists (select from ledger.book b where b.id = e.book_id)
        or (exists (select from ledger.waiting w where w.entry_id = e.id) = exists (select from ledger.seal s where s.entry_id = e.id))`),
    unaccounted: await count(sql`
      select p.entry_id from ledger.posting p left join ledger.account a on a.id = p.account_id and a.book_id = p.book_id
      left join ledger.entry e on e.id = p.entry_id and e.book_id = p.book_id and e.posted_on = p.posted_on
      where a.id is null or e.id is null or (a.party is null) <> (p.party_id is null)`),
    misfolded: (await count(misfolded('day_fold', 'day'))) + (await count(misfolded('month_fold', 'month'))),
  };
}

function misfolded(table: string, span: 'day' | 'month') {
  const when = span === 'day' ? sql`e.posted_on` : sql`e.month`;
  const key = sql`book_id, ${sql.ref(span)}, account_id, is_closing, budget_line_id, commitment_id`;
  return sql`
    select 1 from (
      select p.book_id, ${when} as ${sql.ref(span)}, p.account_id, ${isClosing} as is_closing,
        coalesce(p.budget_line_id, ${NONE}::uuid) as budget_line_id, coalesce(p.commitment_id, ${NONE}::uuid) as commitment_id,
        coalesce(sum(p.amount_fen) filter (where p.side = 1), 0) as debit,
        coalesce(sum(p.amount_fen) filter (where p.side = -1), 0) as credit, count(*) as postings
      from ledger.seal s join ledger.entry e on e.id = s.entry_id join ledger.posting p on p.entry_id = e.id
      group by 1, 2, 3, 4, 5, 6
    ) t full join ${sql.table(`ledger.${table}`)} f using (${key})
    where t.postings is distinct from f.postings or t.debit is distinct from f.debit_fen or t.credit is distinct from f.credit_fen`;
}
