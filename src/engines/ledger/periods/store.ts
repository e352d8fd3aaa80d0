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

/** The months of a book that were ever closed, held until the commit. */
export async function periodsOf(ctx: Context, bookId: string): Promise<PeriodRecord[]> {
  const { rows } = await sql<PeriodRecord>`${selectPeriods(bookId)} for no key update`.execute(ctx.transaction);
  return rows;
}

/** The same, only looked at. */
export async function readPeriods(ctx: Context, bookId: string): Promise<PeriodRecord[]> {
  const { rows } = await sql<PeriodRecord>`${selectPeriods(bookId)}`.execute(ctx.transaction);
  return rows;
}

const selectPeriods = (bookId: string) => sql`
  select month, state, reason, asked_by as "askedBy", version from ledger.period where book_id = ${bookId} order by month`;

export interface MonthFigures {
  month: Day;
  entries: number;
  waiting: number;
  turnover: bigint;
}

/** Every month between two with how many entries it has, how many of them wait, and what was turned over. */
export async function monthsOf(
  ctx: Context,
  bookId: string,
  { from, to }: { from: Day; to: Day },
): Promise<MonthFigures[]> {
  const { rows } = await sql<MonthFigures>`
    select m.month, (coalesce(s.last, 0) + coalesce(w.count, 0))::int as entries, coalesce(w.count, 0)::int as waiting,
      (coalesce(f.debit, 0) + coalesce(w.debit, 0))::bigint as turnover
    from (select generate_series(${from}::date, ${to}::date, '1 month')::date as month) m
    left join lateral (select max(voucher_number) as last from ledger.seal s where s.book_id = ${bookId} and s.month = m.month) s on true
    left join lateral (select sum(debit_fen) as debit from ledger.month_fold f where f.book_id = ${bookId} and f.month = m.month) f on true
    left join lateral (select count(distinct w.entry_id) as count, sum(p.amount_fen) filter (where p.side = 1) as debit
      from ledger.waiting w join ledger.posting p on p.entry_id = w.entry_id
      where w.book_id = ${bookId} and w.month = m.month) w on true
    order by m.month`.execute(ctx.transaction);
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
