import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

/** What an entry that stands posted to one of some accounts: credit less debit. */
export interface AccountSum {
  readonly entryId: string;
  readonly bookId: string;
  readonly on: Day;
  readonly words: string;
  /** Null until the sealer has dealt it. */
  readonly number: number | null;
  readonly account: string;
  readonly credit: bigint;
}

/** What entries of books posted to accounts, in the order of their days; what was taken back, opens a book or closes its year is left out. */
export async function sumsOnAccounts(
  ctx: Context,
  { bookIds, codes, from, to }: { bookIds: readonly string[]; codes: readonly string[]; from: Day; to: Day },
): Promise<AccountSum[]> {
  const { rows } = await sql<AccountSum>`
    select e.id as "entryId", e.book_id as "bookId", e.posted_on as "on", e.words, s.voucher_number as number, k.code as account,
      sum(-p.side * p.amount_fen)::bigint as credit
    from ledger.account a
    join unnest(${[...codes]}::text[]) as k(code) on starts_with(a.code, k.code)
    join ledger.posting p on p.account_id = a.id and p.posted_on between ${from}::date and ${to}::date
    join ledger.entry e on e.id = p.entry_id
    left join ledger.seal s on s.entry_id = e.id
    where a.book_id = any(${[...bookIds]}::uuid[]) and e.kind in ('ordinary', 'transfer')
      and not exists (select from ledger.entry r where r.reverses_id = e.id)
    group by e.id, s.voucher_number, k.code order by e.posted_on, e.id, k.code`.execute(ctx.transaction);
  return rows;
}
