import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { PersonMove } from '#engines/roster';
import type { Day } from '#kernel/contract';
import type { AccountState, LoanState } from './terms';

/** Rows that go over from one record to the other. Of two accounts that are open, each record keeps its own. */
export interface FollowedSavings {
  accounts: string[];
  guarantees: string[];
  lists: { list: string; number: number }[];
}

export async function followableSavings(
  ctx: Context,
  { from, to }: PersonMove,
): Promise<FollowedSavings & { clashes: number }> {
  const { rows } = await sql<FollowedSavings & { clashes: number }>`
    with both_open as (
      select a.id from savings.account a join savings.account b on b.person_id = ${to} and b.state in ('asked', 'open')
      where a.person_id = ${from} and a.state in ('asked', 'open')
    ), both_answer as (
      select a.loan_id from savings.loan_guarantor a join savings.loan_guarantor b using (loan_id)
      where a.person_id = ${from} and b.person_id = ${to}
    )
    select array(select id::text from savings.account where person_id = ${from} and id not in (select id from both_open)
        order by id) as accounts,
      array(select loan_id::text from savings.loan_guarantor where person_id = ${from}
        and loan_id not in (select loan_id from both_answer) order by loan_id) as guarantees,
      coalesce((select jsonb_agg(jsonb_build_object('list', list_id, 'number', number) order by list_id, number)
        from savings.list_row where person_id = ${from}), '[]') as lists,
      ((select count(*) from both_open) + (select count(*) from both_answer))::int as clashes`.execute(ctx.transaction);
  return rows[0]!;
}

/** Brings the named rows from one record to the other; the same the other way round undoes it. */
export async function bringSavingsOver(ctx: Context, { from, to }: PersonMove, what: FollowedSavings): Promise<void> {
  await sql`
    with a as (update savings.account set person_id = ${to} where person_id = ${from} and id = any(${what.accounts}::uuid[])),
      g as (update savings.loan_guarantor set person_id = ${to} where person_id = ${from}
        and loan_id = any(${what.guarantees}::uuid[]))
    update savings.list_row r set person_id = ${to}
    from jsonb_to_recordset(${JSON.stringify(what.lists)}::jsonb) as l(list uuid, number int)
    where r.person_id = ${from} and r.list_id = l.list and r.number = l.number`.execute(ctx.transaction);
}

export interface KeptSavings {
  accounts: {
    number: number | null;
    state: AccountState;
    openedOn: Day | null;
    closedOn: Day | null;
    balance: bigint;
  }[];
  movements: { on: Day; kind: string; amount: bigint; loanAmount: bigint; words: string }[];
  loans: { amount: bigint; purpose: string; state: LoanState; paidOn: Day | null; owed: bigint }[];
  guarantees: { amount: bigint; answer: string; state: LoanState }[];
  monthly: { from: Day; amount: bigint }[];
}

/** What is kept about one person, oldest first. */
export async function keptSavings(ctx: Context, personId: string): Promise<KeptSavings> {
  const { rows: accounts } = await sql<KeptSavings['accounts'][number]>`
    select number, state, opened_on as "openedOn", closed_on as "closedOn", balance_fen as balance
    from savings.account where person_id = ${personId} order by id`.execute(ctx.transaction);
  const { rows: movements } = await sql<KeptSavings['movements'][number]>`
    select m.moved_on as "on", m.kind, m.amount_fen as amount, m.loan_fen as "loanAmount", m.words
    from savings.movement m join savings.account a on a.id = m.account_id where a.person_id = ${personId}
    order by m.moved_on, m.id`.execute(ctx.transaction);
  const { rows: loans } = await sql<KeptSavings['loans'][number]>`
    select l.amount_fen as amount, l.purpose, l.state, l.paid_on as "paidOn", l.owed_fen as owed
    from savings.loan l join savings.account a on a.id = l.account_id where a.person_id = ${personId}
    order by l.asked_at, l.id`.execute(ctx.transaction);
  const { rows: guarantees } = await sql<KeptSavings['guarantees'][number]>`
    select l.amount_fen as amount, g.answer, l.state from savings.loan_guarantor g join savings.loan l on l.id = g.loan_id
    where g.person_id = ${personId} order by l.asked_at, l.id`.execute(ctx.transaction);
  const { rows: monthly } = await sql<KeptSavings['monthly'][number]>`
    select c.from_month as "from", c.monthly_fen as amount from savings.monthly_change c
    join savings.account a on a.id = c.account_id where a.person_id = ${personId}
    order by c.from_month, c.id`.execute(ctx.transaction);
  return { accounts, movements, loans, guarantees, monthly };
}

export interface SavingsCounts {
  accounts: number;
  movements: number;
  loans: number;
  guarantees: number;
  /** Accounts and loans that are not at their end. */
  open: number;
}

export async function countSavings(ctx: Context, personIds: readonly string[]): Promise<SavingsCounts> {
  const people = sql`${[...personIds]}::uuid[]`;
  const { rows } = await sql<SavingsCounts>`
    select (select count(*)::int from savings.account where person_id = any(${people})) as accounts,
      (select count(*)::int from savings.movement m join savings.account a on a.id = m.account_id
        where a.person_id = any(${people})) as movements,
      (select count(*)::int from savings.loan l join savings.account a on a.id = l.account_id
        where a.person_id = any(${people})) as loans,
      (select count(*)::int from savings.loan_guarantor where person_id = any(${people})) as guarantees,
      ((select count(*) from savings.account where person_id = any(${people}) and state in ('asked', 'open'))
        + (select count(*) from savings.loan_guarantor g join savings.loan l on l.id = g.loan_id
          where g.person_id = any(${people}) and g.answer = 'agreed'
            and l.state in ('agreed', 'approved', 'open', 'hopeless')))::int as open`.execute(ctx.transaction);
  return rows[0]!;
}

/** Purposes, reasons, cells of sheets and words go; that something was saved, lent and paid stays with the books. */
export async function emptySavings(ctx: Context, personIds: readonly string[]): Promise<void> {
  const people = sql`${[...personIds]}::uuid[]`;
  await sql`
    with own as (select id from savings.account where person_id = any(${people})),
      cells as (update savings.list_row set cells = '[]',
        reason = case when reason is null then null else jsonb_build_object('code', 'unread', 'params', '{}'::jsonb) end
        where person_id = any(${people})),
      loans as (update savings.loan set purpose = '—', refusal = case when refusal is null then null else '—' end
        where account_id in (select id from own)),
      hopeless as (update savings.hopeless set reason = '—', refusal = case when refusal is null then null else '—' end
        where loan_id in (select l.id from savings.loan l join own on own.id = l.account_id)),
      movements as (update savings.movement set words = '' where account_id in (select id from own))
    update savings.account set refusal = case when refusal is null then null else '—' end
    where person_id = any(${people})`.execute(ctx.transaction);
}
