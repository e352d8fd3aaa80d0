import { sql } from 'kysely';
import { newId, userOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface MonthlyChange {
  from: Day;
  monthly: bigint;
  way: 'phone' | 'paper';
  askedAt: Date;
  byName: string;
}

/** What was wanted of an account since it was opened, the latest first. */
export async function monthlyChanges(ctx: Context, accountId: string): Promise<MonthlyChange[]> {
  const { rows } = await sql<MonthlyChange>`
    select from_month as "from", monthly_fen as monthly, way, asked_at as "askedAt", asked_by_name as "byName"
    from savings.monthly_change where account_id = ${accountId}
    order by from_month desc, id desc limit 100`.execute(ctx.transaction);
  return rows;
}

/** The month of the next payroll list: the running one, or the one after the last that was made out. */
export async function nextListMonth(ctx: Context, associationId: string): Promise<Day> {
  const { rows } = await sql<{ month: Day }>`
    select greatest(date_trunc('month', ${ctx.clock.today()}::date), max(month) + interval '1 month')::date as month
    from savings.list where association_id = ${associationId} and state in ('open', 'waiting', 'done')`.execute(
    ctx.transaction,
  );
  return rows[0]!.month;
}

export async function insertMonthly(
  ctx: Context,
  change: { accountId: string; from: Day; monthly: bigint; way: 'phone' | 'paper' },
): Promise<void> {
  const { accountId: askedBy, name } = userOf(ctx);
  await sql`
    insert into savings.monthly_change (id, account_id, from_month, monthly_fen, way, asked_at, asked_by, asked_by_name)
    values (${newId()}, ${change.accountId}, ${change.from}::date, ${change.monthly.toString()}::bigint, ${change.way},
      ${ctx.clock.now().toISOString()}, ${askedBy}, ${name})`.execute(ctx.transaction);
}
