import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { ListState, ShareState } from './terms';

/** Why work could not be done, or a row not be taken in; the words stand with the reader's language. */
export interface Fault {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type WorkTable = 'list' | 'share_run';

export interface WorkChange {
  readonly state: ListState | ShareState;
  readonly counts?: Record<string, string>;
  readonly entryIds?: readonly string[];
  readonly fault?: Fault | null;
  readonly undo?: { readonly reason: string };
}

/** What has become of a list or a sharing. */
export async function changeWork(ctx: Context, table: WorkTable, id: string, change: WorkChange): Promise<void> {
  const { state, counts, entryIds, fault = null, undo } = change;
  await sql`
    update ${sql.table(`savings.${table}`)} set state = ${state}, fault = ${fault === null ? null : JSON.stringify(fault)}::jsonb,
      counts = coalesce(${counts === undefined ? null : JSON.stringify(counts)}::jsonb, counts),
      entry_ids = coalesce(${entryIds === undefined ? null : [...entryIds]}::uuid[], entry_ids),
      undone_by_name = coalesce(${undo === undefined ? null : (ctx.user?.name ?? '')}, undone_by_name),
      undo_reason = coalesce(${undo?.reason ?? null}, undo_reason)
    where id = ${id}`.execute(ctx.transaction);
}

/** What a killed program left to be done. */
export async function unfinishedWork(ctx: Context): Promise<{ table: WorkTable; id: string }[]> {
  const { rows } = await sql<{ table: WorkTable; id: string }>`
    select 'list' as "table", id, created_at from savings.list where state in ('waiting', 'undoing')
    union all
    select 'share_run', id, created_at from savings.share_run where state in ('waiting', 'undoing')
    order by 3`.execute(ctx.transaction);
  return rows.map(({ table, id }) => ({ table, id }));
}

/** How far it has come, told beside the act, which holds its transaction until all is done; for pages that look on. */
export async function tellWork(ctx: Context, id: string, handled: number, total: number): Promise<void> {
  await sql`
    insert into savings.progress (work_id, handled, total) values (${id}, ${handled}, ${total})
    on conflict (work_id) do update set handled = excluded.handled, total = excluded.total`.execute(ctx.house.aside);
  ctx.house.crier.cry(['savings']);
}

export async function progressOf(
  ctx: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { handled: number; total: number }>> {
  const { rows } = await sql<{ id: string; handled: number; total: number }>`
    select work_id as id, handled, total from savings.progress where work_id = any(${[...ids]}::uuid[])`.execute(
    ctx.transaction,
  );
  return new Map(rows.map(({ id, handled, total }) => [id, { handled, total }]));
}
