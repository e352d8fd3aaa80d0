import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { SheetState } from './contract';

export interface SheetRow {
  id: string;
  accountId: string;
  month: string;
  number: number;
  state: SheetState;
  content: unknown;
  note: string;
  finishedAt: Date;
  finishedBy: string;
  finishedByName: string;
  reviewedAt: Date | null;
  reviewedByName: string | null;
  reopenedAt: Date | null;
  reopenedByName: string | null;
  reopenReason: string | null;
  version: number;
}

const columns = sql`s.id, s.account_id as "accountId", to_char(s.month, 'YYYY-MM') as month, s.number, s.state, s.content, s.note,
  s.finished_at as "finishedAt", s.finished_by as "finishedBy", s.finished_by_name as "finishedByName",
  s.reviewed_at as "reviewedAt", s.reviewed_by_name as "reviewedByName", s.reopened_at as "reopenedAt",
  s.reopened_by_name as "reopenedByName", s.reopen_reason as "reopenReason", s.version`;

/** All versions of a month, the latest first. */
export async function sheetsOfMonth(ctx: Context, accountId: string, month: string): Promise<SheetRow[]> {
  const { rows } = await sql<SheetRow>`
    select ${columns} from finance.bank_sheet s where s.account_id = ${accountId} and s.month = ${`${month}-01`}::date
    order by s.number desc`.execute(ctx.transaction);
  return rows;
}

export async function sheetById(ctx: Context, id: string, mode: 'read' | 'lock' = 'read'): Promise<SheetRow | null> {
  const { rows } = await sql<SheetRow>`
    select ${columns} from finance.bank_sheet s where s.id = ${id} ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export interface StandingSheet {
  id: string;
  accountId: string;
  month: string;
  state: 'finished' | 'reviewed';
}

export async function standingSheets(ctx: Context, accountIds: readonly string[]): Promise<StandingSheet[]> {
  const { rows } = await sql<StandingSheet>`
    select id, account_id as "accountId", to_char(month, 'YYYY-MM') as month, state from finance.bank_sheet
    where account_id = any(${[...accountIds]}::uuid[]) and state <> 'reopened'`.execute(ctx.transaction);
  return rows;
}

export async function insertSheet(
  ctx: Context,
  sheet: Pick<SheetRow, 'id' | 'accountId' | 'month' | 'number' | 'note' | 'finishedBy' | 'finishedByName'>,
  content: string,
): Promise<void> {
  const { id, accountId, month, number, note, finishedBy, finishedByName } = sheet;
  await sql`
    insert into finance.bank_sheet (id, account_id, month, number, state, content, note, finished_at, finished_by,
      finished_by_name)
    values (${id}, ${accountId}, ${`${month}-01`}::date, ${number}, 'finished', ${content}::jsonb, ${note},
      ${ctx.clock.now().toISOString()}, ${finishedBy}, ${finishedByName})`.execute(ctx.transaction);
}

export async function signReview(ctx: Context, id: string, by: { accountId: string; name: string }): Promise<void> {
  await sql`
    update finance.bank_sheet set state = 'reviewed', reviewed_at = ${ctx.clock.now().toISOString()},
      reviewed_by = ${by.accountId}, reviewed_by_name = ${by.name}, version = version + 1 where id = ${id}`.execute(
    ctx.transaction,
  );
}

export async function reopen(ctx: Context, id: string, byName: string, reason: string): Promise<void> {
  await sql`
    update finance.bank_sheet set state = 'reopened', reopened_at = ${ctx.clock.now().toISOString()},
      reopened_by_name = ${byName}, reopen_reason = ${reason}, version = version + 1 where id = ${id}`.execute(
    ctx.transaction,
  );
}

/** Who signed as cashier for what the entries within days have moved. */
export async function cashiersOf(
  ctx: Context,
  bookId: string,
  { from, to }: { from: Day; to: Day },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct paid_by as id from finance.voucher
    where book_id = ${bookId} and on_day between ${from}::date and ${to}::date and state = 'posted' and paid_by is not null`.execute(
    ctx.transaction,
  );
  return rows.map((row) => row.id);
}
