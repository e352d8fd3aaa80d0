import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { EntryKind } from '../entries/rules';

/** Which postings an account card shows: of one account, or of all below one that sums up. */
export interface CardQuestion {
  readonly bookId: string;
  readonly accountIds: readonly string[];
  /** A party with those whose records were merged with it. */
  readonly partyIds?: readonly string[];
  readonly budgetLineId?: string | undefined;
  readonly commitmentId?: string | undefined;
}

function tagFilters({ partyIds, budgetLineId, commitmentId }: CardQuestion): RawBuilder<unknown> {
  return sql`${partyIds === undefined ? sql`true` : sql`p.party_id = any(${[...partyIds]}::uuid[])`}
    and ${budgetLineId === undefined ? sql`true` : sql`p.budget_line_id = ${budgetLineId}`}
    and ${commitmentId === undefined ? sql`true` : sql`p.commitment_id = ${commitmentId}`}`;
}

export interface Sides {
  debit: bigint;
  credit: bigint;
}

/**
 * What stands before days, and within them, by the postings of a party or a tag themselves: one walk along the index of
 * parties, which holds all that it needs, or along that of the tag.
 */
export async function taggedSides(
  ctx: Context,
  question: CardQuestion,
  { from, to }: { from: Day; to: Day },
): Promise<{ before: Sides; within: Sides }> {
  const side = (which: 1 | -1, when: RawBuilder<unknown>) =>
    sql`coalesce(sum(p.amount_fen) filter (where p.side = ${sql.lit(which)} and ${when}), 0)::bigint`;
  const before = sql`p.posted_on < ${from}::date`;
  const within = sql`p.posted_on >= ${from}::date`;
  const { rows } = await sql<{ d0: bigint; c0: bigint; d1: bigint; c1: bigint }>`
    select ${side(1, before)} as d0, ${side(-1, before)} as c0, ${side(1, within)} as d1, ${side(-1, within)} as c1
    from ledger.posting p where p.account_id = any(${[...question.accountIds]}::uuid[]) and p.posted_on <= ${to}::date
      and ${tagFilters(question)}`.execute(ctx.transaction);
  const { d0, c0, d1, c1 } = rows[0]!;
  return { before: { debit: d0, credit: c0 }, within: { debit: d1, credit: c1 } };
}

/** A place between the lines of a card. */
export interface CardPlace {
  readonly on: Day;
  readonly entryId: string;
  readonly line: number;
}

/** Debit less credit of the lines of a day up to a place, and with it. */
export async function netOfDayUpTo(ctx: Context, question: CardQuestion, place: CardPlace): Promise<bigint> {
  const { rows } = await sql<{ net: bigint }>`
    select coalesce(sum(p.side * p.amount_fen), 0)::bigint as net from ledger.posting p
    where p.account_id = any(${[...question.accountIds]}::uuid[]) and p.posted_on = ${place.on}::date
      and (p.entry_id, p.line) <= (${place.entryId}::uuid, ${place.line}::int) and ${tagFilters(question)}`.execute(
    ctx.transaction,
  );
  return rows[0]!.net;
}

export interface CardPosting {
  entryId: string;
  line: number;
  accountId: string;
  on: Day;
  month: Day;
  voucherNumber: number | null;
  kind: EntryKind;
  words: string;
  partyId: string | null;
  side: 1 | -1;
  amount: bigint;
}

/** The next lines in the order of days; each account's are walked along its own index, so that a million stay where they are. */
export async function cardPostings(
  ctx: Context,
  question: CardQuestion,
  { from, to, after, limit }: { from: Day; to: Day; after: CardPlace | null; limit: number },
): Promise<CardPosting[]> {
  const seen =
    after === null
      ? sql`true`
      : sql`p.posted_on >= ${after.on}::date
          and (p.posted_on, p.entry_id, p.line) > (${after.on}::date, ${after.entryId}::uuid, ${after.line}::int)`;
  const { partyIds } = question;
  const lanes =
    partyIds === undefined
      ? sql`unnest(${[...question.accountIds]}::uuid[]) l(account_id)`
      : sql`unnest(${[...question.accountIds]}::uuid[]) l(account_id), unnest(${[...partyIds]}::uuid[]) y(party_id)`;
  const ofParty = partyIds === undefined ? sql`true` : sql`p.party_id = y.party_id`;
  const { rows } = await sql<CardPosting>`
    select p.entry_id as "entryId", p.line, p.account_id as "accountId", p.posted_on as "on", e.month, e.kind,
      coalesce(nullif(p.words, ''), e.words) as words, p.party_id as "partyId", p.side, p.amount_fen as amount,
      s.voucher_number as "voucherNumber"
    from (
      select p.* from ${lanes} cross join lateral (
        select * from ledger.posting p
        where p.account_id = l.account_id and ${ofParty} and p.posted_on between ${from}::date and ${to}::date
          and ${tagFilters(question)} and ${seen}
        order by p.posted_on, p.entry_id, p.line limit ${limit}
      ) p order by p.posted_on, p.entry_id, p.line limit ${limit}
    ) p join ledger.entry e on e.id = p.entry_id left join ledger.seal s on s.entry_id = p.entry_id
    order by p.posted_on, p.entry_id, p.line`.execute(ctx.transaction);
  return rows;
}
