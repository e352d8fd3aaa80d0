import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { PersonMove } from '#engines/roster';

/** Rows that go over from one record of a person to the other; of two contributions for one period each record keeps its own. */
export interface FollowedMoney {
  contributions: string[];
  gifts: string[];
  payments: string[];
  campaigns: string[];
  goods: string[];
}

export async function followableMoney(
  ctx: Context,
  { from, to }: PersonMove,
): Promise<FollowedMoney & { clashes: number }> {
  const { rows } = await sql<FollowedMoney & { clashes: number }>`
    with same_period as (
      select a.id from relief.contribution a join relief.contribution b on b.period = a.period and b.person_id = ${to}
      where a.person_id = ${from} and a.undone_at is null and b.undone_at is null
    )
    select array(select id::text from relief.contribution where person_id = ${from}
        and id not in (select id from same_period) order by id) as contributions,
      array(select id::text from relief.gift where person_id = ${from} order by id) as gifts,
      array(select id::text from relief.payment where person_id = ${from} order by id) as payments,
      array(select id::text from relief.campaign where person_id = ${from} order by id) as campaigns,
      array(select id::text from relief.goods_move where person_id = ${from} order by id) as goods,
      (select count(*)::int from same_period) as clashes`.execute(ctx.transaction);
  return rows[0]!;
}

/** Brings the named rows from one record to the other; the same the other way round undoes it. */
export async function bringMoneyOver(ctx: Context, { from, to }: PersonMove, what: FollowedMoney): Promise<void> {
  await sql`
    with c as (update relief.contribution set person_id = ${to} where person_id = ${from} and id = any(${what.contributions}::uuid[])),
      g as (update relief.gift set person_id = ${to} where person_id = ${from} and id = any(${what.gifts}::uuid[])),
      o as (update relief.goods_move set person_id = ${to} where person_id = ${from} and id = any(${what.goods}::uuid[])),
      p as (update relief.payment set person_id = ${to} where person_id = ${from} and id = any(${what.payments}::uuid[]))
    update relief.campaign set person_id = ${to} where person_id = ${from} and id = any(${what.campaigns}::uuid[])`.execute(
    ctx.transaction,
  );
}

export interface KeptMoney {
  contributions: { on: Day; period: string; amount: bigint }[];
  gifts: { on: Day; title: string; amount: bigint }[];
  aid: { on: Day; source: string; purpose: string; amount: bigint; reason: string }[];
  goods: { on: Day; what: string; name: string; quantity: string; measure: string }[];
}

/** What is kept about one person, oldest first. */
export async function keptMoney(ctx: Context, personId: string): Promise<KeptMoney> {
  const { rows: contributions } = await sql<KeptMoney['contributions'][number]>`
    select paid_on as "on", period, amount_fen as amount from relief.contribution
    where person_id = ${personId} and undone_at is null order by paid_on, id`.execute(ctx.transaction);
  const { rows: gifts } = await sql<KeptMoney['gifts'][number]>`
    select g.given_on as "on", c.title, g.amount_fen as amount from relief.gift g
    join relief.campaign c on c.id = g.campaign_id
    where g.person_id = ${personId} and g.undone_at is null order by g.given_on, g.id`.execute(ctx.transaction);
  const { rows: aid } = await sql<KeptMoney['aid'][number]>`
    select coalesce(paid_on, prepared_on) as "on", source, purpose, amount_fen as amount, reason from relief.payment
    where person_id = ${personId} order by prepared_on, id`.execute(ctx.transaction);
  const { rows: goods } = await sql<KeptMoney['goods'][number]>`
    select m.moved_on as "on", m.what, i.name, trim_scale(m.quantity)::text as quantity, i.measure from relief.goods_move m
    join relief.goods_item i on i.id = m.item_id
    where m.person_id = ${personId} and m.undone_at is null order by m.moved_on, m.id`.execute(ctx.transaction);
  return { contributions, gifts, aid, goods };
}

export async function countMoney(
  ctx: Context,
  personIds: readonly string[],
): Promise<{ money: number; words: number }> {
  const people = sql`${[...personIds]}::uuid[]`;
  const { rows } = await sql<{ money: number; words: number }>`
    select (select count(*)::int from relief.contribution where person_id = any(${people}))
        + (select count(*)::int from relief.gift where person_id = any(${people}))
        + (select count(*)::int from relief.goods_move where person_id = any(${people}))
        + (select count(*)::int from relief.payment where person_id = any(${people})) as money,
      (select count(*)::int from relief.payment where person_id = any(${people})) as words`.execute(ctx.transaction);
  return rows[0]!;
}

/** Reasons and words go; that money came in and went out stays with the books. */
export async function emptyMoney(ctx: Context, personIds: readonly string[]): Promise<void> {
  const people = sql`${[...personIds]}::uuid[]`;
  const orNothing = (column: string) => sql`case when ${sql.ref(column)} is null then null else '—' end`;
  await sql`
    with c as (update relief.contribution set undo_reason = ${orNothing('undo_reason')} where person_id = any(${people})),
      g as (update relief.gift set undo_reason = ${orNothing('undo_reason')}, consent = ${orNothing('consent')}, is_named = false
        where person_id = any(${people})),
      o as (update relief.goods_move set undo_reason = ${orNothing('undo_reason')}, is_named = false where person_id = any(${people})),
      k as (update relief.campaign set title = '—', cause = '—' where person_id = any(${people}))
    update relief.payment set reason = '—', exception = '', findings = '[]', decision = '',
      undo_reason = ${orNothing('undo_reason')} where person_id = any(${people})`.execute(ctx.transaction);
}
