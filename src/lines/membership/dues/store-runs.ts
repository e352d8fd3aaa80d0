import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inAnySubtree } from '../applications/store';
import type { RunState } from './terms';

export interface Fault {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface RunRecord {
  id: string;
  unitId: string;
  unitPath: string;
  month: Day;
  postedOn: Day;
  state: RunState;
  fault: Fault | null;
  counts: Record<string, string>;
  entryIds: string[];
  createdAt: Date;
  createdBy: string;
  createdByName: string;
  undoneByName: string | null;
  undoReason: string | null;
}

const columns = sql`r.id, r.unit_id as "unitId", r.unit_path as "unitPath", r.month, r.posted_on as "postedOn", r.state, r.fault,
  r.counts, r.entry_ids::text[] as "entryIds", r.created_at as "createdAt", r.created_by as "createdBy",
  r.created_by_name as "createdByName", r.undone_by_name as "undoneByName", r.undo_reason as "undoReason"`;

export async function insertRun(
  ctx: Context,
  run: Pick<RunRecord, 'id' | 'unitId' | 'unitPath' | 'month' | 'postedOn' | 'createdBy' | 'createdByName'>,
): Promise<void> {
  await sql`
    insert into membership.dues_run (id, unit_id, unit_path, month, posted_on, state, created_at, created_by, created_by_name)
    values (${run.id}, ${run.unitId}, ${run.unitPath}, ${run.month}::date, ${run.postedOn}::date, 'waiting',
      ${ctx.clock.now().toISOString()}, ${run.createdBy}, ${run.createdByName})`.execute(ctx.transaction);
}

/** With `lock`, whoever does the same work twice waits, and then finds it done. */
export async function runById(ctx: Context, id: string, mode: 'read' | 'lock' = 'read'): Promise<RunRecord | null> {
  const { rows } = await sql<RunRecord>`
    select ${columns} from membership.dues_run r where r.id = ${id} ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

/** The run of a unit and month that waits to be done. */
export async function waitingRun(ctx: Context, { unitId, month }: { unitId: string; month: Day }) {
  const { rows } = await sql<RunRecord>`
    select ${columns} from membership.dues_run r
    where r.unit_id = ${unitId} and r.month = ${month}::date and r.state = 'waiting' limit 1`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function runRows(
  ctx: Context,
  { under, after, limit }: { under: readonly string[]; after: string | null; limit: number },
): Promise<RunRecord[]> {
  const next =
    after === null
      ? sql`true`
      : sql`(r.created_at, r.id) < (select a.created_at, a.id from membership.dues_run a where a.id = ${after}::uuid)`;
  const { rows } = await sql<RunRecord>`
    select ${columns} from membership.dues_run r where ${inAnySubtree(sql`r.unit_path`, under)} and ${next}
    order by r.created_at desc, r.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export type WorkTable = 'dues_run' | 'dues_list';

export interface WorkChange {
  state: RunState | 'open';
  counts?: Record<string, string>;
  entryIds?: readonly string[];
  fault?: Fault | null;
  undo?: { reason: string };
}

/** What has become of a run or a list. */
export async function changeWork(ctx: Context, table: WorkTable, id: string, change: WorkChange): Promise<void> {
  const { state, counts, entryIds, fault = null, undo } = change;
  const now = ctx.clock.now().toISOString();
  await sql`
    update ${sql.table(`membership.${table}`)} set state = ${state}, fault = ${fault === null ? null : JSON.stringify(fault)}::jsonb,
      counts = coalesce(${counts === undefined ? null : JSON.stringify(counts)}::jsonb, counts),
      entry_ids = coalesce(${entryIds === undefined ? null : [...entryIds]}::uuid[], entry_ids),
      done_at = case when ${state} = 'done' then ${now}::timestamptz else done_at end,
      undone_at = case when ${state} = 'undone' then ${now}::timestamptz else undone_at end,
      undone_by_name = coalesce(${undo === undefined ? null : (ctx.user?.name ?? '')}, undone_by_name),
      undo_reason = coalesce(${undo?.reason ?? null}, undo_reason)
    where id = ${id}`.execute(ctx.transaction);
}

/** What a killed program left to be done. */
export async function unfinishedWork(ctx: Context): Promise<{ table: WorkTable; id: string }[]> {
  const { rows } = await sql<{ table: WorkTable; id: string }>`
    select 'dues_run' as "table", id, created_at from membership.dues_run where state in ('waiting', 'undoing')
    union all
    select 'dues_list', id, created_at from membership.dues_list where state in ('waiting', 'undoing')
    order by 3`.execute(ctx.transaction);
  return rows.map(({ table, id }) => ({ table, id }));
}

/** Told beside the act, which holds its transaction until all is done. */
export async function tellProgress(ctx: Context, id: string, handled: number, total: number): Promise<void> {
  await sql`
    insert into membership.dues_progress (work_id, handled, total) values (${id}, ${handled}, ${total})
    on conflict (work_id) do update set handled = excluded.handled, total = excluded.total`.execute(ctx.house.aside);
}

export async function progressOf(
  ctx: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { handled: number; total: number }>> {
  const { rows } = await sql<{ id: string; handled: number; total: number }>`
    select work_id as id, handled, total from membership.dues_progress where work_id = any(${[...ids]}::uuid[])`.execute(
    ctx.transaction,
  );
  return new Map(rows.map(({ id, handled, total }) => [id, { handled, total }]));
}

/** One at a time makes or settles dues: two runs of a month would charge the same members. */
export async function holdDues(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('membership.dues', 0))`.execute(ctx.transaction);
}
