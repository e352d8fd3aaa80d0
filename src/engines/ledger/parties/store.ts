import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { PersonMove } from '#engines/roster';

export async function countParties(ctx: Context, personId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ledger.party where person_id = ${personId}`.execute(ctx.transaction);
  return rows[0]!.count;
}

export interface JoinedParties {
  ids: string[];
  /** Of them the one that stood for the person herself; the others had been joined to it. */
  first: string | null;
}

/** The parties of one person become the other's: postings keep their party, and all of them count as one. */
export async function joinParties(ctx: Context, { from, to }: PersonMove): Promise<JoinedParties> {
  const { rows } = await sql<{ id: string; isFirst: boolean }>`
    with staying as (select id from ledger.party where person_id = ${to} and joined_to is null),
    going as (select id, joined_to is null as is_first from ledger.party where person_id = ${from})
    update ledger.party p set person_id = ${to}, joined_to = coalesce((select id from staying), p.joined_to)
    from going where p.id = going.id returning p.id, going.is_first as "isFirst"`.execute(ctx.transaction);
  return { ids: rows.map((row) => row.id), first: rows.find((row) => row.isFirst)?.id ?? null };
}

export async function partParties(ctx: Context, from: string, { ids, first }: JoinedParties): Promise<void> {
  await sql`
    update ledger.party set person_id = ${from}, joined_to = nullif(${first}::uuid, id)
    where id = any(${ids}::uuid[])`.execute(ctx.transaction);
}

/** How many postings people have, and the last day of them. */
export async function postingsOfPeople(
  ctx: Context,
  personIds: readonly string[],
): Promise<{ count: number; last: Day | null }> {
  const { rows } = await sql<{ count: number; last: Day | null }>`
    select count(*)::int as count, max(p.posted_on) as last
    from ledger.party y join ledger.posting p on p.party_id = y.id
    where y.person_id = any(${[...personIds]}::uuid[])`.execute(ctx.transaction);
  return rows[0]!;
}

export interface OwnPosting {
  on: Day;
  book: string;
  account: string;
  words: string;
  side: 1 | -1;
  amount: bigint;
}

/** Everything that was posted of a person, the newest first. */
export async function ownPostings(ctx: Context, personId: string): Promise<OwnPosting[]> {
  const { rows } = await sql<OwnPosting>`
    select p.posted_on as "on", b.name as book, a.name as account,
      concat_ws(' ', e.words, nullif(p.words, '')) as words, p.side, p.amount_fen as amount
    from ledger.party y join ledger.posting p on p.party_id = y.id join ledger.entry e on e.id = p.entry_id
    join ledger.account a on a.id = p.account_id join ledger.book b on b.id = p.book_id
    where y.person_id = ${personId} order by p.posted_on desc, p.entry_id desc, p.line`.execute(ctx.transaction);
  return rows;
}
