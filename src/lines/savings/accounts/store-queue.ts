import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface WithdrawalRecord {
  id: string;
  accountId: string;
  associationId: string;
  personId: string;
  amount: bigint;
  state: 'waiting' | 'paid' | 'taken_back';
  askedAt: Date;
}

const columns = sql`w.id, w.account_id as "accountId", a.association_id as "associationId", a.person_id as "personId",
  w.amount_fen as amount, w.state, w.asked_at as "askedAt"`;

export async function withdrawalById(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock',
): Promise<WithdrawalRecord | null> {
  const { rows } = await sql<WithdrawalRecord>`
    select ${columns} from savings.withdrawal w join savings.account a on a.id = w.account_id where w.id = ${id}
    ${mode === 'lock' ? sql`for no key update of w` : sql``}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function waitingOf(ctx: Context, accountId: string): Promise<WithdrawalRecord | null> {
  const { rows } = await sql<WithdrawalRecord>`
    select ${columns} from savings.withdrawal w join savings.account a on a.id = w.account_id
    where w.account_id = ${accountId} and w.state = 'waiting'`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** False where one of the account waits already. */
export async function insertWithdrawal(
  ctx: Context,
  row: { id: string; accountId: string; amount: bigint; way: 'phone' | 'paper'; askedBy: string; askedByName: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into savings.withdrawal (id, account_id, amount_fen, state, way, asked_at, asked_by, asked_by_name)
    values (${row.id}, ${row.accountId}, ${row.amount.toString()}::bigint, 'waiting', ${row.way},
      ${ctx.clock.now().toISOString()}, ${row.askedBy}, ${row.askedByName})
    on conflict (account_id) where state = 'waiting' do nothing returning id`.execute(ctx.transaction);
  return rows.length === 1;
}

export async function endWithdrawal(ctx: Context, id: string, end: { paidOn: Day } | 'taken_back'): Promise<void> {
  const [state, paidOn] = end === 'taken_back' ? ['taken_back', null] : ['paid', end.paidOn];
  await sql`update savings.withdrawal set state = ${state}, paid_on = ${paidOn}::date where id = ${id}`.execute(
    ctx.transaction,
  );
}

export interface QueuedRecord {
  id: string;
  kind: 'withdrawal' | 'loan';
  accountId: string;
  number: number;
  personId: string;
  amount: bigint;
  askedAt: Date;
}

/** Withdrawals in the order in which they were asked for, then the loans that were approved, in that of their approval. */
export async function queueOf(ctx: Context, associationId: string): Promise<QueuedRecord[]> {
  const { rows } = await sql<QueuedRecord>`
    select q.* from (
      select w.id, 'withdrawal' as kind, a.id as "accountId", a.number, a.person_id as "personId", w.amount_fen as amount,
        w.asked_at as "askedAt"
      from savings.withdrawal w join savings.account a on a.id = w.account_id
      where a.association_id = ${associationId} and w.state = 'waiting'
      union all
      select l.id, 'loan', a.id, a.number, a.person_id, l.amount_fen, l.decided_at
      from savings.loan l join savings.account a on a.id = l.account_id
      where a.association_id = ${associationId} and l.state = 'approved'
    ) q order by q.kind desc, q."askedAt", q.id`.execute(ctx.transaction);
  return rows;
}

/** What withdrawals wait for that come before this one; without one, all that wait. */
export async function waitingSum(ctx: Context, associationId: string, queuedId: string | null): Promise<bigint> {
  const { rows } = await sql<{ sum: bigint }>`
    select coalesce(sum(w.amount_fen), 0)::bigint as sum from savings.withdrawal w
    join savings.account a on a.id = w.account_id
    where a.association_id = ${associationId} and w.state = 'waiting'
      and ${
        queuedId === null
          ? sql`true`
          : sql`(w.asked_at, w.id) < (select o.asked_at, o.id from savings.withdrawal o where o.id = ${queuedId}::uuid)`
      }`.execute(ctx.transaction);
  return rows[0]!.sum;
}
