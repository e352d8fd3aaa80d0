import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { ReceiptState } from './contract';

export interface ReceiptRecord {
  id: string;
  bookId: string;
  number: number;
  on: Day;
  entryId: string;
  payer: string;
  words: string;
  amount: bigint;
  way: 'cash' | 'bank';
  cancelsId: string | null;
  reason: string;
  writtenBy: string;
  writtenByName: string;
}
export type FoundReceipt = ReceiptRecord & { state: ReceiptState };

const columns = sql`r.id, r.book_id as "bookId", r.number, r.on_day as "on", r.entry_id as "entryId", r.payer, r.words,
  r.amount_fen as amount, r.way, r.cancels_id as "cancelsId", r.reason, r.written_by as "writtenBy",
  r.written_by_name as "writtenByName", ${stateText()} as state`;

function stateText() {
  return sql`case when r.cancels_id is not null then 'red'
    when exists (select from finance.receipt c where c.cancels_id = r.id) then 'cancelled' else 'valid' end`;
}

/** The next number of a book; who asks at the same moment waits until it is committed or given back. */
export async function nextNumber(ctx: Context, bookId: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into finance.receipt_counter as c (book_id, last) values (${bookId}, 1)
    on conflict (book_id) do update set last = c.last + 1 returning last`.execute(ctx.transaction);
  return rows[0]!.last;
}

export async function insertReceipt(ctx: Context, receipt: ReceiptRecord): Promise<void> {
  const { id, bookId, number, on, entryId, payer, words, amount, way, cancelsId, reason } = receipt;
  await sql`
    insert into finance.receipt (id, book_id, number, on_day, entry_id, payer, words, amount_fen, way, cancels_id, reason,
      written_at, written_by, written_by_name)
    values (${id}, ${bookId}, ${number}, ${on}::date, ${entryId}, ${payer}, ${words}, ${amount.toString()}::bigint, ${way},
      ${cancelsId}::uuid, ${reason}, ${ctx.clock.now().toISOString()}, ${receipt.writtenBy}, ${receipt.writtenByName})`.execute(
    ctx.transaction,
  );
}

/** What receipts were written for of entries; one that was cancelled and the red one make nothing together. */
export async function writtenFor(ctx: Context, entryIds: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ id: string; amount: bigint }>`
    select entry_id as id, sum(amount_fen)::bigint as amount from finance.receipt
    where entry_id = any(${[...entryIds]}::uuid[]) group by entry_id`.execute(ctx.transaction);
  return new Map(rows.map(({ id, amount }) => [id, amount]));
}

export async function receiptById(ctx: Context, id: string): Promise<FoundReceipt | null> {
  const { rows } = await sql<FoundReceipt>`select ${columns} from finance.receipt r where r.id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function receiptsByIds(ctx: Context, ids: readonly string[]): Promise<FoundReceipt[]> {
  const { rows } = await sql<FoundReceipt>`
    select ${columns} from finance.receipt r where r.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

/** The receipt that a red one cancels, or the red one that cancels it. */
export async function otherOf(
  ctx: Context,
  { id, cancelsId }: Pick<ReceiptRecord, 'id' | 'cancelsId'>,
): Promise<{ id: string; number: number } | null> {
  const { rows } = await sql<{ id: string; number: number }>`
    select id, number from finance.receipt where id = ${cancelsId}::uuid or cancels_id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export interface ReceiptQuestion {
  bookIds: readonly string[];
  state?: ReceiptState | undefined;
  from?: Day | undefined;
  to?: Day | undefined;
  after: readonly [day: Day, id: string] | null;
  limit: number;
}

export async function receiptRows(ctx: Context, question: ReceiptQuestion): Promise<FoundReceipt[]> {
  const { bookIds, state, from, to, after, limit } = question;
  const { rows } = await sql<FoundReceipt>`
    select ${columns} from finance.receipt r
    where r.book_id = any(${[...bookIds]}::uuid[])
      and ${from === undefined ? sql`true` : sql`r.on_day >= ${from}::date`}
      and ${to === undefined ? sql`true` : sql`r.on_day <= ${to}::date`}
      and ${state === undefined ? sql`true` : sql`${stateText()} = ${state}`}
      and ${after === null ? sql`true` : sql`(r.on_day, r.id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by r.on_day desc, r.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}
