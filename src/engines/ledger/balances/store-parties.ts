import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { PartyRecord } from '../parties/store-parties';

export type PartyStanding = PartyRecord & { net: bigint; postings: number; lastOn: Day };

export interface PartyQuestion {
  readonly accountId: string;
  readonly on: Day;
  readonly which: 'all' | 'open';
  readonly after: string | null;
  readonly limit: number;
}

/** Parties with postings on an account, in the order in which they were first named; whose records were merged count as one. */
export async function partyStandings(
  ctx: Context,
  { accountId, on, which, after, limit }: PartyQuestion,
): Promise<PartyStanding[]> {
  const { rows } = await sql<PartyStanding>`
    select y.id, y.id as stands, y.kind, y.person_id as "personId", y.unit_id as "unitId", y.name, t.net, t.postings,
      t.last_on as "lastOn"
    from ledger.party y cross join lateral (
      select sum(p.side * p.amount_fen)::bigint as net, count(*)::int as postings, max(p.posted_on) as last_on
      from ledger.posting p where p.account_id = ${accountId} and p.posted_on <= ${on}::date
        and p.party_id in (select y.id union all select j.id from ledger.party j where j.joined_to = y.id)
    ) t
    where y.joined_to is null and y.kind = (select party from ledger.account where id = ${accountId})
      and ${after === null ? sql`true` : sql`y.id > ${after}::uuid`}
      and t.postings > 0 and ${which === 'open' ? sql`t.net <> 0` : sql`true`}
    order by y.id limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** The parties' balances added up, and how many they are. */
export async function sumOfParties(
  ctx: Context,
  accountId: string,
  on: Day,
): Promise<{ sum: bigint; parties: number }> {
  const { rows } = await sql<{ sum: bigint; parties: number }>`
    select coalesce(sum(p.side * p.amount_fen), 0)::bigint as sum, count(distinct coalesce(y.joined_to, y.id))::int as parties
    from ledger.posting p join ledger.party y on y.id = p.party_id
    where p.account_id = ${accountId} and p.posted_on <= ${on}::date`.execute(ctx.transaction);
  return rows[0]!;
}
