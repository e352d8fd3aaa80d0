import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { MovementKind, Way } from '../terms';

const ids = (some: readonly (string | null)[]) => sql`${[...some]}::uuid[]`;
const amounts = (some: readonly bigint[]) => sql`${some.map(String)}::bigint[]`;

export interface NewMovement {
  readonly id?: string;
  readonly accountId: string;
  readonly kind: MovementKind;
  readonly amount: bigint;
  readonly loanId: string | null;
  readonly loanAmount: bigint;
  readonly entryId: string;
  readonly reversesId?: string;
}

export interface MovementHead {
  readonly on: Day;
  readonly way: Way | null;
  readonly workId: string | null;
  readonly words: string;
  readonly byId: string;
  readonly byName: string;
}

/**
 * Writes what was posted of savers, and with it their balances and debts: both in one statement, so that neither is without
 * the other. A debt that was declared hopeless stays so while anything is owed; what ends it says how it ended. A balance below nothing breaks the table's own rule.
 */
export async function insertMovements(
  ctx: Context,
  head: MovementHead,
  rows: readonly NewMovement[],
): Promise<readonly string[]> {
  if (rows.length === 0) return [];
  const rowIds = rows.map((row) => row.id ?? newId());
  const now = ctx.clock.now().toISOString();
  await sql`
    with n as (
      select * from unnest(${ids(rowIds)}, ${ids(rows.map((row) => row.accountId))}, ${rows.map((row) => row.kind)}::text[],
        ${amounts(rows.map((row) => row.amount))}, ${ids(rows.map((row) => row.loanId))},
        ${amounts(rows.map((row) => row.loanAmount))}, ${ids(rows.map((row) => row.entryId))},
        ${ids(rows.map((row) => row.reversesId ?? null))})
        as n(id, account_id, kind, amount, loan_id, loan_amount, entry_id, reverses_id)
    ), put as (
      insert into savings.movement (id, account_id, kind, moved_on, amount_fen, loan_id, loan_fen, way, entry_id, work_id,
        reverses_id, words, recorded_at, recorded_by, recorded_by_name)
      select id, account_id, kind, ${head.on}::date, amount, loan_id, loan_amount, ${head.way}, entry_id, ${head.workId}::uuid,
        reverses_id, ${head.words}, ${now}::timestamptz, ${head.byId}::uuid, ${head.byName} from n
    ), debts as (
      update savings.loan l set owed_fen = l.owed_fen + d.amount,
        state = case
          when l.owed_fen + d.amount > 0 and exists (select from savings.hopeless h where h.loan_id = l.id and h.state = 'declared')
            then 'hopeless'
          when l.owed_fen + d.amount > 0 then 'open'
          when d.is_written_off then 'written_off'
          else 'repaid' end
      from (select loan_id, sum(loan_amount)::bigint as amount, bool_or(kind = 'write_off') as is_written_off
        from n where loan_id is not null group by 1) d
      where l.id = d.loan_id
    )
    update savings.account a set balance_fen = a.balance_fen + c.amount
    from (select account_id, sum(amount)::bigint as amount from n group by 1) c
    where a.id = c.account_id and c.amount <> 0`.execute(ctx.transaction);
  return rowIds;
}

export interface MovementRecord {
  id: string;
  accountId: string;
  kind: MovementKind;
  on: Day;
  amount: bigint;
  loanId: string | null;
  loanAmount: bigint;
  way: Way | null;
  entryId: string;
  workId: string | null;
  reversesId: string | null;
  words: string;
  byName: string;
  isUndone: boolean;
}

const columns = sql`m.id, m.account_id as "accountId", m.kind, m.moved_on as "on", m.amount_fen as amount, m.loan_id as "loanId",
  m.loan_fen as "loanAmount", m.way, m.entry_id as "entryId", m.work_id as "workId", m.reverses_id as "reversesId", m.words,
  m.recorded_by_name as "byName",
  exists (select from savings.movement r where r.reverses_id = m.id) as "isUndone"`;

/** What moved on an account within days, in the order in which it was posted. */
export async function movementsOf(
  ctx: Context,
  accountId: string,
  { from, to }: { from: Day; to: Day },
): Promise<MovementRecord[]> {
  const { rows } = await sql<MovementRecord>`
    select ${columns} from savings.movement m
    where m.account_id = ${accountId} and m.moved_on between ${from}::date and ${to}::date
    order by m.moved_on, m.id`.execute(ctx.steady);
  return rows;
}

export async function standingBefore(
  ctx: Context,
  accountId: string,
  day: Day,
): Promise<{ balance: bigint; debt: bigint }> {
  const { rows } = await sql<{ balance: bigint; debt: bigint }>`
    select coalesce(sum(amount_fen), 0)::bigint as balance, coalesce(sum(loan_fen), 0)::bigint as debt
    from savings.movement where account_id = ${accountId} and moved_on < ${day}::date`.execute(ctx.steady);
  return rows[0]!;
}

export async function movementById(ctx: Context, id: string): Promise<MovementRecord | null> {
  const { rows } = await sql<MovementRecord>`select ${columns} from savings.movement m where m.id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

/** What came with a list or a run. */
export async function movementsOfWork(ctx: Context, workId: string): Promise<MovementRecord[]> {
  const { rows } = await sql<MovementRecord>`
    select ${columns} from savings.movement m where m.work_id = ${workId} and m.kind <> 'correction'
    order by m.id`.execute(ctx.transaction);
  return rows;
}

/** The lowest balance at the end of any day from this one on; money that leaves on it leaves on all that follow. */
export async function lowestFrom(ctx: Context, accountId: string, day: Day): Promise<bigint> {
  const { rows } = await sql<{ lowest: bigint }>`
    select min(balance)::bigint as lowest from (
      select sum(sum(amount_fen)) over (order by on_day) as balance, on_day from (
        select amount_fen, greatest(moved_on, ${day}::date) as on_day from savings.movement where account_id = ${accountId}
        union all select 0, ${day}::date
      ) m group by on_day
    ) t`.execute(ctx.transaction);
  return rows[0]!.lowest;
}

/** Whose balance would be below nothing without these. */
export async function countUsed(ctx: Context, rows: readonly MovementRecord[]): Promise<number> {
  const { rows: short } = await sql<{ count: number }>`
    select count(*)::int as count from savings.account a
    join (select account_id, sum(amount)::bigint as amount
      from unnest(${ids(rows.map((row) => row.accountId))}, ${amounts(rows.map((row) => row.amount))}) as u(account_id, amount)
      group by 1) n on n.account_id = a.id
    where a.balance_fen < n.amount or a.state <> 'open'`.execute(ctx.transaction);
  return short[0]!.count;
}
