import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { EntryKind } from '../entries/rules';

/** A line of one account, as whoever compares it with something outside the books needs it. */
export interface AccountPosting {
  readonly entryId: string;
  readonly line: number;
  readonly on: Day;
  readonly kind: EntryKind;
  /** The entry that this one takes back in red. */
  readonly reversesId: string | null;
  /** Debit above zero, credit below: by so much the account moved. */
  readonly amount: bigint;
  readonly words: string;
  readonly partyId: string | null;
  /** `2024-06`, and the number within it; null until the sealer has dealt it. */
  readonly month: string;
  readonly number: number | null;
}

/** All lines of an account up to the end of a day, in the order of days; whoever calls has judged who may read them. */
export async function accountPostings(
  ctx: Context,
  { accountId, to }: { accountId: string; to: Day },
): Promise<AccountPosting[]> {
  const { rows } = await sql<AccountPosting>`
    select p.entry_id as "entryId", p.line, p.posted_on as "on", e.kind, e.reverses_id as "reversesId",
      p.side * p.amount_fen as amount, coalesce(nullif(p.words, ''), e.words) as words, p.party_id as "partyId",
      to_char(e.month, 'YYYY-MM') as month, s.voucher_number as number
    from ledger.posting p join ledger.entry e on e.id = p.entry_id left join ledger.seal s on s.entry_id = p.entry_id
    where p.account_id = ${accountId} and p.posted_on <= ${to}::date
    order by p.posted_on, p.entry_id, p.line`.execute(ctx.transaction);
  return rows;
}
