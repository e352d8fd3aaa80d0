import { sql, type Kysely } from 'kysely';
import { beginning, contentOf, isClosing, linkAfter, NONE, type Link } from './sealer';

export interface BookProof {
  readonly bookId: string;
  readonly name: string;
  readonly sealed: number;
  readonly waiting: number;
  /** The first position whose link, number or entry does not fit. */
  readonly brokenAt: number | null;
  readonly lastHash: string;
}

export interface LedgerProof {
  readonly isWhole: boolean;
  readonly books: readonly BookProof[];
  /** Entries that don't balance, postings without their account, folds that differ from the postings: all must be none. */
  readonly strays: Readonly<Record<'unbalanced' | 'homeless' | 'unaccounted' | 'misfolded', number>>;
}

const BATCH = 1000;

/** Recomputes every chain from the rows, and every fold from the postings. */
export async function proveLedger(database: Kysely<unknown>): Promise<LedgerProof> {
  const { rows: books } = await sql<{ id: string; name: string; waiting: bigint }>`
    select b.id, b.name, (select count(*) from ledger.waiting w where w.book_id = b.id) as waiting
    from ledger.book b order by b.created_at, b.id`.execute(database);
  const proofs: BookProof[] = [];
  for (const { id, name, waiting } of books) {
    const { link, brokenAt } = await walk(database, id);
    const sealed = Number(link.position);
    proofs.push({ bookId: id, name, sealed, waiting: Number(waiting), brokenAt, lastHash: link.hash });
  }
  const strays = await countStrays(database);
  const isWhole =
    proofs.every((proof) => proof.brokenAt === null) && Object.values(strays).every((count) => count === 0);
  return { isWhole, books: proofs, strays };
}

interface SealedRow {
  position: bigint;
  month: string;
  number: number;
  hash: string;
  content: string | null;
}

async function walk(database: Kysely<unknown>, bookId: string): Promise<{ link: Link; brokenAt: number | null }> {
  let link = beginning;
  const numbers = new Map<string, number>();
  for (;;) {
    const { rows } = await sql<SealedRow>`
      select s.position, s.month::text as month, s.voucher_number as number, s.hash,
        case when e.id is null or e.book_id <> s.book_id or e.month <> s.month then null else ${contentOf} end as content
      from ledger.seal s left join ledger.entry e on e.id = s.entry_id
      where s.book_id = ${bookId} and s.position > ${link.position.toString()}::bigint
      order by s.position limit ${BATCH}`.execute(database);
    if (rows.length === 0) return { link, brokenAt: null };
    for (const { position, month, number, hash, content } of rows) {
      const next = content === null ? null : linkAfter(link, number, content);
      const isDealt = number === (numbers.get(month) ?? 0) + 1;
      if (next === null || next.position !== position || next.hash !== hash || !isDealt)
        return { link, brokenAt: Number(link.position + 1n) };
      numbers.set(month, number);
      link = next;
    }
  }
}

async function countStrays(database: Kysely<unknown>): Promise<LedgerProof['strays']> {
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
