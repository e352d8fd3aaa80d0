import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inAnySubtree } from './store';

export interface AdditionRecord {
  id: string;
  kind: 'employer' | 'group';
  unitId: string;
  unitPath: string;
  bookId: string;
  amount: bigint;
  on: Day;
  way: 'cash' | 'bank';
  words: string;
  entryId: string;
  byName: string;
  undoReason: string | null;
}

const columns = sql`a.id, a.kind, a.unit_id as "unitId", a.unit_path as "unitPath", a.book_id as "bookId", a.amount_fen as amount,
  a.received_on as "on", a.way, a.words, a.entry_id as "entryId", a.recorded_by_name as "byName",
  a.undo_reason as "undoReason"`;

export async function insertAddition(
  ctx: Context,
  row: Omit<AdditionRecord, 'undoReason'> & { byId: string },
): Promise<void> {
  await sql`
    insert into relief.addition (id, kind, unit_id, unit_path, book_id, amount_fen, received_on, way, words, entry_id, recorded_at,
      recorded_by, recorded_by_name)
    values (${row.id}, ${row.kind}, ${row.unitId}, ${row.unitPath}, ${row.bookId}, ${row.amount.toString()}, ${row.on},
      ${row.way}, ${row.words}, ${row.entryId}, ${ctx.clock.now().toISOString()}, ${row.byId}, ${row.byName})`.execute(
    ctx.transaction,
  );
}

export async function additionById(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<AdditionRecord | null> {
  const { rows } = await sql<AdditionRecord>`
    select ${columns} from relief.addition a where a.id = ${id} ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function additionRows(ctx: Context, under: readonly string[], year: number): Promise<AdditionRecord[]> {
  const { rows } = await sql<AdditionRecord>`
    select ${columns} from relief.addition a where ${inAnySubtree(sql`a.unit_path`, under)}
      and a.received_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)
    order by a.received_on desc, a.id desc limit 200`.execute(ctx.transaction);
  return rows;
}

/** What of the group's money is in a book and not paid out yet. */
export async function groupMoneyLeft(ctx: Context, bookId: string): Promise<bigint> {
  const { rows } = await sql<{ left: bigint }>`
    select (coalesce((select sum(amount_fen) from relief.addition
        where book_id = ${bookId} and kind = 'group' and undone_at is null), 0)
      - coalesce((select sum(amount_fen) from relief.payment
        where book_id = ${bookId} and source = 'group' and state = 'paid'), 0))::bigint as left`.execute(
    ctx.transaction,
  );
  return rows[0]!.left;
}
