import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { PersonMove } from '#engines/roster';

/** What of a person's goes over; what both were given for one event stands in the way of counting twice. */
export async function countFollowed(
  ctx: Context,
  { from, to }: PersonMove,
): Promise<{ claims: number; gifts: number; clashes: number }> {
  const { rows } = await sql<{ claims: number; gifts: number; clashes: number }>`
    select (select count(*)::int from finance.claim where person_id = ${from}) as claims,
      (select count(*)::int from finance.claim_payee where person_id = ${from}) as gifts,
      (select count(*)::int from finance.claim_payee f where f.person_id = ${from} and f.counts
        and exists (select from finance.claim_payee t where t.person_id = ${to} and t.counts and t.event_id = f.event_id)) as clashes`.execute(
    ctx.transaction,
  );
  return rows[0]!;
}

export interface FollowedClaims {
  claims: string[];
  gifts: { claimId: string; line: number; counts: boolean }[];
}

/** Claims and gifts go over; a second gift for one event stays readable and no longer counts. */
export async function bringOver(ctx: Context, { from, to }: PersonMove): Promise<FollowedClaims> {
  const { rows: claims } = await sql<{ id: string }>`
    update finance.claim set person_id = ${to} where person_id = ${from} returning id`.execute(ctx.transaction);
  const { rows: gifts } = await sql<FollowedClaims['gifts'][number]>`
    with going as (
      select f.claim_id, f.line, f.counts, f.counts and not exists (select from finance.claim_payee t
        where t.person_id = ${to} and t.counts and t.event_id = f.event_id) as goes_on
      from finance.claim_payee f where f.person_id = ${from}
    )
    update finance.claim_payee p set person_id = ${to}, counts = going.goes_on from going
    where p.claim_id = going.claim_id and p.line = going.line
    returning p.claim_id as "claimId", p.line, going.counts`.execute(ctx.transaction);
  return { claims: claims.map((row) => row.id), gifts };
}

export async function bringBack(ctx: Context, from: string, { claims, gifts }: FollowedClaims): Promise<void> {
  await sql`update finance.claim set person_id = ${from} where id = any(${claims}::uuid[])`.execute(ctx.transaction);
  await sql`
    update finance.claim_payee p set person_id = ${from}, counts = g.counts
    from jsonb_to_recordset(${JSON.stringify(gifts)}::jsonb) as g("claimId" uuid, line int, counts boolean)
    where p.claim_id = g."claimId" and p.line = g.line`.execute(ctx.transaction);
}

/** How many records people have, which of them are not settled, and until when the last is kept with the books. */
export async function keptOfPeople(
  ctx: Context,
  personIds: readonly string[],
  years: number,
): Promise<{ count: number; open: number; until: Day | null }> {
  const ids = [...personIds];
  const { rows } = await sql<{ count: number; open: number; until: Day | null }>`
    with own as (
      select id, state, spent_on from finance.claim where person_id = any(${ids}::uuid[])
      union select c.id, c.state, c.spent_on from finance.claim_payee p join finance.claim c on c.id = p.claim_id
        where p.person_id = any(${ids}::uuid[])
    )
    select count(*)::int as count,
      count(*) filter (where state in ('submitted', 'returned', 'checked', 'approved', 'reversed'))::int as open,
      make_date(extract(year from max(spent_on))::int + ${years}::int, 12, 31) as until from own`.execute(
    ctx.transaction,
  );
  return rows[0]!;
}

export interface OwnRecord {
  kind: string;
  words: string;
  amount: bigint;
  spentOn: Day;
  state: string;
}

export async function claimsOfPerson(ctx: Context, personId: string): Promise<OwnRecord[]> {
  const { rows } = await sql<OwnRecord>`
    select kind, words, amount_fen as amount, spent_on as "spentOn", state from finance.claim
    where person_id = ${personId} order by submitted_on, id`.execute(ctx.transaction);
  return rows;
}

export async function giftsOfPerson(ctx: Context, personId: string): Promise<OwnRecord[]> {
  const { rows } = await sql<OwnRecord>`
    select c.kind, c.words, p.amount_fen as amount, c.spent_on as "spentOn", c.state
    from finance.claim_payee p join finance.claim c on c.id = p.claim_id
    where p.person_id = ${personId} order by c.submitted_on, c.id, p.line`.execute(ctx.transaction);
  return rows;
}
