import { inTransaction } from '#kernel';
import { foundBook } from '#engines/ledger';
import type { Foundation } from '../../src/app/foundation';
import type { BenchUnits } from './people';

/** The book's first day, and for how many days entries are posted to it. */
const OPENED = '2022-01-01';
export const BOOK_DAYS = 900;
const PAYEES = 10_000;
const BUDGET_LINES = 40;

/**
 * One book of union funds with so many entries of two lines, written by one statement through the tables that the ledger itself
 * fills: entries, postings, seals and both folds. A third of the postings are of ten thousand payees, spending bears budget lines.
 */
export async function fillBook(base: Foundation, entries: number, units: BenchUnits): Promise<void> {
  const { pool } = base.database;
  const { id } = await inTransaction(base.seed(), (ctx) =>
    foundBook(ctx, { unitId: units.works.id!, kind: 'union_funds', name: '量度经费账', openedOn: OPENED }),
  );
  await pool.query(
    `insert into ledger.party (id, kind, name)
     select ('0190aaaa-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'payee', '商户' || n from generate_series(1, $1::int) n`,
    [Math.min(PAYEES, entries)],
  );
  for (const table of ['entry', 'posting', 'seal'])
    await pool.query(`alter table ledger.${table} disable trigger user`);
  await pool.query(
    `with n as materialized (
       select n, ('0190bbbb-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
         date '${OPENED}' + (n::bigint * ${BOOK_DAYS} / $2)::int as day,
         (100 + (n::bigint * 7919) % 100000)::bigint as fen,
         (array['402', '401', '50102', '50301', '50403', '50199'])[1 + n % 6] as code,
         n % 3 = 0 as is_of_payee,
         ('0190aaaa-0000-7000-8000-' || lpad(to_hex(1 + (n::bigint * 7919 / 3) % least(${PAYEES}, $2)), 12, '0'))::uuid as party
       from generate_series(1, $2::int) n
     ), money as (select id from ledger.account where book_id = $1 and code = '102'
     ), owed as (select id from ledger.account where book_id = $1 and code = '221'
     ), lines as materialized (
       select n.id, n.n, n.day, n.fen, l.line, l.side,
         case when (l.line = 1) = (a.element = 'income') then case when n.is_of_payee then owed.id else money.id end else a.id end as account,
         case when n.is_of_payee and (l.line = 1) = (a.element = 'income') then n.party end as party,
         case when (l.line = 1) <> (a.element = 'income') and a.element = 'expense'
           then ('0190cccc-0000-7000-8000-' || lpad(to_hex(n.n % ${BUDGET_LINES}), 12, '0'))::uuid end as budget_line
       from n join ledger.account a on a.book_id = $1 and a.code = n.code, money, owed, (values (1, 1), (2, -1)) l(line, side)
     ), entries as (
       insert into ledger.entry (id, book_id, posted_on, month, kind, words, source, content_hash, recorded_at)
       select id, $1, day, date_trunc('month', day)::date, 'ordinary', '量度凭证', 'bench.run:1', '\\x00', now() from n
     ), postings as (
       insert into ledger.posting (entry_id, line, book_id, account_id, posted_on, side, amount_fen, party_id, budget_line_id)
       select id, line, $1, account, day, side, fen, party, budget_line from lines
     ), seals as (
       insert into ledger.seal (book_id, position, entry_id, month, voucher_number, hash)
       select $1, n, id, date_trunc('month', day)::date,
         row_number() over (partition by date_trunc('month', day) order by n), repeat('0', 64) from n
     ), days as (
       insert into ledger.day_fold (book_id, day, account_id, is_closing, budget_line_id, commitment_id, debit_fen, credit_fen, postings)
       select $1, day, account, false, coalesce(budget_line, $3::uuid), $3::uuid, sum(case when side = 1 then fen else 0 end),
         sum(case when side = -1 then fen else 0 end), count(*) from lines group by day, account, budget_line
     )
     insert into ledger.month_fold (book_id, month, account_id, is_closing, budget_line_id, commitment_id, debit_fen, credit_fen, postings)
     select $1, date_trunc('month', day)::date, account, false, coalesce(budget_line, $3::uuid), $3::uuid,
       sum(case when side = 1 then fen else 0 end), sum(case when side = -1 then fen else 0 end), count(*)
     from lines group by date_trunc('month', day), account, budget_line`,
    [id, entries, '00000000-0000-0000-0000-000000000000'],
  );
  for (const table of ['entry', 'posting', 'seal']) await pool.query(`alter table ledger.${table} enable trigger user`);
  await pool.query('vacuum analyze');
}
