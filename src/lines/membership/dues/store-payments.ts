import { sql } from 'kysely';
import { forSoMany, type Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface NewPayment {
  readonly id: string;
  readonly personId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly bookId: string;
  readonly amount: bigint;
  readonly ahead: bigint;
  readonly entryId: string;
}

export interface PaymentHead {
  readonly on: Day;
  readonly way: 'list' | 'cash' | 'bank';
  readonly listId: string | null;
  readonly words: string;
  readonly byId: string;
  readonly byName: string;
}

export async function insertPayments(ctx: Context, head: PaymentHead, rows: readonly NewPayment[]): Promise<void> {
  const ids = (pick: (row: NewPayment) => string) => sql`${rows.map(pick)}::uuid[]`;
  const fen = (pick: (row: NewPayment) => bigint) => sql`${rows.map((row) => pick(row).toString())}::bigint[]`;
  await sql`
    insert into membership.dues_payment (id, person_id, unit_id, unit_path, book_id, amount_fen, ahead_fen, entry_id, paid_on, way,
      list_id, words, recorded_at, recorded_by, recorded_by_name)
    select p.*, ${head.on}::date, ${head.way}, ${head.listId}::uuid, ${head.words}, ${ctx.clock.now().toISOString()}::timestamptz,
      ${head.byId}::uuid, ${head.byName}
    from unnest(${ids((row) => row.id)}, ${ids((row) => row.personId)}, ${ids((row) => row.unitId)},
      ${rows.map((row) => row.unitPath)}::text[], ${ids((row) => row.bookId)}, ${fen((row) => row.amount)},
      ${fen((row) => row.ahead)}, ${ids((row) => row.entryId)}) as p`.execute(forSoMany(ctx, rows.length));
}

export interface PaymentRecord {
  id: string;
  personId: string;
  unitPath: string;
  bookId: string;
  on: Day;
  way: 'list' | 'cash' | 'bank';
  amount: bigint;
  ahead: bigint;
  listId: string | null;
  entryId: string;
  words: string;
  byName: string;
  isUndone: boolean;
  undoReason: string | null;
}

const columns = sql`p.id, p.person_id as "personId", p.unit_path as "unitPath", p.book_id as "bookId", p.paid_on as "on", p.way,
  p.amount_fen as amount, p.ahead_fen as ahead, p.list_id as "listId", p.entry_id as "entryId", p.words,
  p.recorded_by_name as "byName", p.undone_at is not null as "isUndone", p.undo_reason as "undoReason"`;

export async function paymentById(ctx: Context, id: string): Promise<PaymentRecord | null> {
  const { rows } = await sql<PaymentRecord>`
    select ${columns} from membership.dues_payment p where p.id = ${id} for no key update`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** The payments of a list, or of a person, the newest first. */
export async function paymentRows(
  ctx: Context,
  which: { listId: string } | { personId: string },
): Promise<PaymentRecord[]> {
  const asked = 'listId' in which ? sql`p.list_id = ${which.listId}` : sql`p.person_id = ${which.personId}`;
  const { rows } = await sql<PaymentRecord>`
    select ${columns} from membership.dues_payment p where ${asked} order by p.paid_on desc, p.id desc`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function voidPayments(ctx: Context, ids: readonly string[], reason: string): Promise<void> {
  await sql`
    update membership.dues_payment set undone_at = ${ctx.clock.now().toISOString()},
      undone_by_name = ${ctx.user?.name ?? ''}, undo_reason = ${reason}
    where id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
}

/** Who asked for the runs by which people owe something. */
export async function runnersOf(ctx: Context, personIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct r.created_by as id from membership.dues_charge c join membership.dues_run r on r.id = c.run_id
    where c.person_id = any(${[...personIds]}::uuid[]) and c.undone_at is null
      and c.exempt_fen + c.collected_fen < c.due_fen`.execute(forSoMany(ctx, personIds.length));
  return rows.map((row) => row.id);
}
