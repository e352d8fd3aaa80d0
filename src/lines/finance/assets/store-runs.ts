import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface RunRecord {
  id: string;
  bookId: string;
  month: Day;
  on: Day;
  amount: bigint;
  count: number;
  entryId: string;
  createdByName: string;
  reversalId: string | null;
  undoneByName: string | null;
  undoReason: string | null;
}

const runColumns = sql`r.id, r.book_id as "bookId", r.month, r.posted_on as "on", r.amount_fen as amount, r.entry_id as "entryId",
  r.created_by_name as "createdByName", r.reversal_id as "reversalId", r.undone_by_name as "undoneByName",
  r.undo_reason as "undoReason", (select count(*)::int from finance.asset_run_line l where l.run_id = r.id) as count`;

export async function insertRun(
  ctx: Context,
  run: Pick<RunRecord, 'id' | 'bookId' | 'month' | 'on' | 'amount' | 'entryId' | 'createdByName'> & {
    createdBy: string;
  },
  lines: readonly { assetId: string; amount: bigint }[],
): Promise<void> {
  const { id, bookId, month, on, amount, entryId, createdBy, createdByName } = run;
  await sql`
    insert into finance.asset_run (id, book_id, month, posted_on, amount_fen, entry_id, created_at, created_by, created_by_name)
    values (${id}, ${bookId}, ${month}::date, ${on}::date, ${amount.toString()}::bigint, ${entryId},
      ${ctx.clock.now().toISOString()}, ${createdBy}, ${createdByName})`.execute(ctx.transaction);
  await sql`
    insert into finance.asset_run_line (run_id, asset_id, amount_fen)
    select ${id}, l.id, l.amount from unnest(${lines.map((one) => one.assetId)}::uuid[],
      ${lines.map((one) => one.amount.toString())}::bigint[]) as l(id, amount)`.execute(ctx.transaction);
}

export async function runById(ctx: Context, id: string): Promise<RunRecord | null> {
  const { rows } = await sql<RunRecord>`select ${runColumns} from finance.asset_run r where r.id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function runsByIds(ctx: Context, ids: readonly string[]): Promise<RunRecord[]> {
  const { rows } = await sql<RunRecord>`
    select ${runColumns} from finance.asset_run r where r.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

export async function runRows(
  ctx: Context,
  { bookId, after, limit }: { bookId: string; after: readonly [day: Day, id: string] | null; limit: number },
): Promise<RunRecord[]> {
  const { rows } = await sql<RunRecord>`
    select ${runColumns} from finance.asset_run r
    where r.book_id = ${bookId} and ${after === null ? sql`true` : sql`(r.month, r.id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by r.month desc, r.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** The last month of a book that stands posted. */
export async function lastMonthRun(ctx: Context, bookId: string): Promise<Day | null> {
  const { rows } = await sql<{ month: Day | null }>`
    select max(month) as month from finance.asset_run where book_id = ${bookId} and reversal_id is null`.execute(
    ctx.transaction,
  );
  return rows[0]!.month;
}

export async function linesOfRun(ctx: Context, id: string): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ id: string; amount: bigint }>`
    select asset_id as id, amount_fen as amount from finance.asset_run_line where run_id = ${id}`.execute(
    ctx.transaction,
  );
  return new Map(rows.map(({ id: assetId, amount }) => [assetId, amount]));
}

/** Whether a card of a run has gone out of the books meanwhile, with what the run had written down. */
export async function hasScrapped(ctx: Context, id: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from finance.asset_run_line l join finance.asset a on a.id = l.asset_id
      where l.run_id = ${id} and a.state = 'scrapped') as is`.execute(ctx.transaction);
  return rows[0]!.is;
}

export async function markUndone(
  ctx: Context,
  id: string,
  { reversalId, byName, reason }: { reversalId: string; byName: string; reason: string },
): Promise<void> {
  await sql`
    update finance.asset_run set reversal_id = ${reversalId}, undone_by_name = ${byName}, undo_reason = ${reason}
    where id = ${id}`.execute(ctx.transaction);
}

/** The months in which a card was written down, the latest first. */
export async function monthsOfAsset(
  ctx: Context,
  assetId: string,
): Promise<{ runId: string; month: Day; amount: bigint; entryId: string }[]> {
  const { rows } = await sql<{ runId: string; month: Day; amount: bigint; entryId: string }>`
    select r.id as "runId", r.month, l.amount_fen as amount, r.entry_id as "entryId"
    from finance.asset_run_line l join finance.asset_run r on r.id = l.run_id
    where l.asset_id = ${assetId} and r.reversal_id is null order by r.month desc, r.id desc`.execute(ctx.transaction);
  return rows;
}

/** What runs and scrappings of a book say of its accounts, by entry: of the cost, and of what was written down. */
export async function postedByRegister(
  ctx: Context,
  bookId: string,
): Promise<{ entryId: string; cost: bigint; writtenDown: bigint }[]> {
  const { rows } = await sql<{ entryId: string; cost: bigint; writtenDown: bigint }>`
    with scrapped as (
      select s.entry_id, s.reversal_id, a.cost_fen as cost, s.written_down_fen as gone
      from finance.asset_scrapping s join finance.asset a on a.id = s.asset_id
      where a.book_id = ${bookId} and s.entry_id is not null
    )
    select entry_id as "entryId", 0::bigint as cost, amount_fen as "writtenDown" from finance.asset_run where book_id = ${bookId}
    union all select reversal_id, 0::bigint, -amount_fen from finance.asset_run
      where book_id = ${bookId} and reversal_id is not null
    union all select entry_id, -cost, -gone from scrapped
    union all select reversal_id, cost, gone from scrapped where reversal_id is not null`.execute(ctx.transaction);
  return rows;
}
