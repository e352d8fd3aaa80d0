import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface PeriodRecord {
  month: Day;
  state: 'closed' | 'reopening' | 'open';
  reason: string;
  askedBy: string | null;
  version: number;
}

/** Waits for all who are posting to the month; from here until the commit nobody posts to it. */
export async function holdMonth(ctx: Context, bookId: string, month: Day): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('ledger.period ' || ${bookId}::uuid || ${month}::date, 0))`.execute(
    ctx.transaction,
  );
}

export async function countWaiting(ctx: Context, bookId: string, month: Day): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from ledger.waiting where book_id = ${bookId} and month <= ${month}::date`.execute(
    ctx.transaction,
  );
  return Number(rows[0]!.count);
}

/** The months of a book that were ever closed. */
export async function periodsOf(ctx: Context, bookId: string): Promise<PeriodRecord[]> {
  const { rows } = await sql<PeriodRecord>`
    select month, state, reason, asked_by as "askedBy", version from ledger.period
    where book_id = ${bookId} order by month for no key update`.execute(ctx.transaction);
  return rows;
}

export async function writePeriod(ctx: Context, bookId: string, period: Omit<PeriodRecord, 'version'>): Promise<void> {
  await sql`
    insert into ledger.period (book_id, month, state, reason, asked_by, changed_at)
    values (${bookId}, ${period.month}::date, ${period.state}, ${period.reason}, ${period.askedBy}::uuid,
      ${ctx.clock.now().toISOString()})
    on conflict (book_id, month) do update set state = excluded.state, reason = excluded.reason, asked_by = excluded.asked_by,
      version = ledger.period.version + 1, changed_at = excluded.changed_at`.execute(ctx.transaction);
}
