import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { PersonMove } from '#engines/roster';

/** Rows that go over from one record to the other, by table; of two rows for the same month the record that stays keeps its own. */
export interface FollowedDues {
  charges: string[];
  payments: string[];
  exemptions: string[];
  wages: string[];
  lists: { list: string; number: number }[];
  ahead: { book: string; amount: string }[];
}

export async function followableDues(
  ctx: Context,
  { from, to }: PersonMove,
): Promise<FollowedDues & { clashes: number }> {
  const { rows } = await sql<FollowedDues & { clashes: number }>`
    with same_month as (
      select a.id from membership.dues_charge a join membership.dues_charge b on b.month = a.month and b.person_id = ${to}
      where a.person_id = ${from} and a.undone_at is null and b.undone_at is null
    ), same_wage as (
      select a.month from membership.dues_wage a join membership.dues_wage b using (month)
      where a.person_id = ${from} and b.person_id = ${to}
    )
    select array(select id::text from membership.dues_charge where person_id = ${from}
        and id not in (select id from same_month) order by id) as charges,
      array(select id::text from membership.dues_payment where person_id = ${from} order by id) as payments,
      array(select id::text from membership.dues_exemption where person_id = ${from} order by id) as exemptions,
      array(select month::text from membership.dues_wage where person_id = ${from}
        and month not in (select month from same_wage) order by month) as wages,
      coalesce((select jsonb_agg(jsonb_build_object('list', list_id, 'number', number) order by list_id, number)
        from membership.dues_list_row where person_id = ${from}), '[]') as lists,
      coalesce((select jsonb_agg(jsonb_build_object('book', book_id, 'amount', amount_fen::text) order by book_id)
        from membership.dues_ahead where person_id = ${from} and amount_fen > 0), '[]') as ahead,
      ((select count(*) from same_month) + (select count(*) from same_wage))::int as clashes`.execute(ctx.transaction);
  return rows[0]!;
}

/** Brings the named rows from one record to the other; the same the other way round undoes it. */
export async function bringDuesOver(ctx: Context, { from, to }: PersonMove, what: FollowedDues): Promise<void> {
  const ahead = JSON.stringify(what.ahead);
  await sql`
    with c as (update membership.dues_charge set person_id = ${to} where person_id = ${from} and id = any(${what.charges}::uuid[])),
      p as (update membership.dues_payment set person_id = ${to} where person_id = ${from} and id = any(${what.payments}::uuid[])),
      e as (update membership.dues_exemption set person_id = ${to} where person_id = ${from}
        and id = any(${what.exemptions}::uuid[])),
      w as (update membership.dues_wage set person_id = ${to} where person_id = ${from} and month = any(${what.wages}::date[]))
    update membership.dues_list_row r set person_id = ${to}
    from jsonb_to_recordset(${JSON.stringify(what.lists)}::jsonb) as l(list uuid, number int)
    where r.person_id = ${from} and r.list_id = l.list and r.number = l.number`.execute(ctx.transaction);
  // What was used since stays used: no more goes than is there.
  await sql`
    with gone as (
      select a.book_id, least(a.amount_fen, g.amount::bigint) as amount
      from jsonb_to_recordset(${ahead}::jsonb) as g(book uuid, amount text)
      join membership.dues_ahead a on a.person_id = ${from} and a.book_id = g.book
    ), taken as (
      update membership.dues_ahead a set amount_fen = a.amount_fen - g.amount from gone g
      where a.person_id = ${from} and a.book_id = g.book_id
    )
    insert into membership.dues_ahead (person_id, book_id, amount_fen) select ${to}, book_id, amount from gone
    on conflict (person_id, book_id) do update set amount_fen = dues_ahead.amount_fen + excluded.amount_fen`.execute(
    ctx.transaction,
  );
}

export interface KeptDues {
  months: { month: Day; base: bigint | null; due: bigint; collected: bigint; exempt: bigint }[];
  payments: { on: Day; amount: bigint; words: string }[];
}

/** What is kept about one person, oldest first. */
export async function keptDues(ctx: Context, personId: string): Promise<KeptDues> {
  const { rows: months } = await sql<KeptDues['months'][number]>`
    select month, base_fen as base, due_fen as due, collected_fen as collected, exempt_fen as exempt
    from membership.dues_charge where person_id = ${personId} and undone_at is null order by month`.execute(
    ctx.transaction,
  );
  const { rows: payments } = await sql<KeptDues['payments'][number]>`
    select paid_on as "on", amount_fen as amount, words from membership.dues_payment
    where person_id = ${personId} and undone_at is null order by paid_on, id`.execute(ctx.transaction);
  return { months, payments };
}

export async function countDues(
  ctx: Context,
  personIds: readonly string[],
): Promise<{ charges: number; payments: number; wages: number; exemptions: number }> {
  const people = sql`${[...personIds]}::uuid[]`;
  const { rows } = await sql<{ charges: number; payments: number; wages: number; exemptions: number }>`
    select (select count(*)::int from membership.dues_charge where person_id = any(${people})) as charges,
      (select count(*)::int from membership.dues_payment where person_id = any(${people})) as payments,
      (select count(*)::int from membership.dues_wage where person_id = any(${people})) as wages,
      (select count(*)::int from membership.dues_exemption where person_id = any(${people})) as exemptions`.execute(
    ctx.transaction,
  );
  return rows[0]!;
}

/** Wages, cells of sheets and reasons go; that something was owed and paid stays with the books. */
export async function emptyDues(ctx: Context, personIds: readonly string[]): Promise<void> {
  const people = sql`${[...personIds]}::uuid[]`;
  await sql`
    with wages as (delete from membership.dues_wage where person_id = any(${people})),
      cells as (update membership.dues_list_row set cells = '[]',
        reason = case when reason is null then null else jsonb_build_object('code', 'unread', 'params', '{}'::jsonb) end
        where person_id = any(${people})),
      exemptions as (update membership.dues_exemption set reason = '—' where person_id = any(${people}))
    update membership.dues_payment set words = '', undo_reason = case when undo_reason is null then null else '—' end
    where person_id = any(${people})`.execute(ctx.transaction);
}
