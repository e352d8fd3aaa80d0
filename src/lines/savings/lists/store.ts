import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { SheetRow } from '#engines/roster';
import type { Day } from '#kernel/contract';
import type { ListState } from '../terms';
import type { Fault } from '../store-work';
import type { ColumnPlaces } from './contract';

export interface ListRecord {
  id: string;
  associationId: string;
  month: Day;
  fileName: string;
  headings: string[];
  fingerprint: string;
  columns: ColumnPlaces;
  postedOn: Day | null;
  state: ListState;
  fault: Fault | null;
  counts: { good?: string; bad?: string; deposits?: string; repayments?: string };
  entryIds: string[];
  version: number;
  createdAt: Date;
  createdBy: string;
  createdByName: string;
  undoneByName: string | null;
  undoReason: string | null;
}

const columns = sql`l.id, l.association_id as "associationId", l.month, l.file_name as "fileName", l.headings, l.fingerprint,
  l.columns, l.posted_on as "postedOn", l.state, l.fault, l.counts, l.entry_ids::text[] as "entryIds", l.version,
  l.created_at as "createdAt", l.created_by as "createdBy", l.created_by_name as "createdByName",
  l.undone_by_name as "undoneByName", l.undo_reason as "undoReason"`;

type NewList = Pick<
  ListRecord,
  'id' | 'associationId' | 'month' | 'fileName' | 'headings' | 'fingerprint' | 'columns' | 'createdBy' | 'createdByName'
>;

export async function insertList(ctx: Context, list: NewList): Promise<void> {
  await sql`
    insert into savings.list (id, association_id, month, file_name, headings, fingerprint, columns, state, created_at, created_by,
      created_by_name)
    values (${list.id}, ${list.associationId}, ${list.month}::date, ${list.fileName}, ${JSON.stringify(list.headings)}::jsonb,
      ${list.fingerprint}, ${JSON.stringify(list.columns)}::jsonb, 'open', ${ctx.clock.now().toISOString()}, ${list.createdBy},
      ${list.createdByName})`.execute(ctx.transaction);
}

export async function listById(ctx: Context, id: string, mode: 'read' | 'lock' = 'read'): Promise<ListRecord | null> {
  const { rows } = await sql<ListRecord>`
    select ${columns} from savings.list l where l.id = ${id} ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function listRecords(
  ctx: Context,
  { associationId, after, limit }: { associationId: string; after: string | null; limit: number },
): Promise<ListRecord[]> {
  const next =
    after === null
      ? sql`true`
      : sql`(l.created_at, l.id) < (select a.created_at, a.id from savings.list a where a.id = ${after}::uuid)`;
  const { rows } = await sql<ListRecord>`
    select ${columns} from savings.list l where l.association_id = ${associationId} and ${next}
    order by l.created_at desc, l.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** What was chosen for a list, or that it is to be worked on; its version goes on. */
export async function changeList(
  ctx: Context,
  id: string,
  change: { columns?: ColumnPlaces; counts?: ListRecord['counts']; state?: ListState; postedOn?: Day },
): Promise<void> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  await sql`
    update savings.list set columns = coalesce(${json(change.columns)}::jsonb, columns),
      counts = coalesce(${json(change.counts)}::jsonb, counts), state = coalesce(${change.state ?? null}, state),
      posted_on = coalesce(${change.postedOn ?? null}::date, posted_on), version = version + 1
    where id = ${id}`.execute(ctx.transaction);
}

export async function savedColumns(
  ctx: Context,
  associationId: string,
  fingerprint: string,
): Promise<ColumnPlaces | null> {
  const { rows } = await sql<{ columns: ColumnPlaces }>`
    select columns from savings.list_columns
    where association_id = ${associationId} and fingerprint = ${fingerprint}`.execute(ctx.transaction);
  return rows[0]?.columns ?? null;
}

export async function keepColumns(ctx: Context, list: ListRecord, places: ColumnPlaces): Promise<void> {
  await sql`
    insert into savings.list_columns (association_id, fingerprint, columns)
    values (${list.associationId}, ${list.fingerprint}, ${JSON.stringify(places)}::jsonb)
    on conflict (association_id, fingerprint) do update set columns = excluded.columns`.execute(ctx.transaction);
}

export async function insertRows(ctx: Context, listId: string, rows: readonly SheetRow[]): Promise<void> {
  await sql`
    insert into savings.list_row (list_id, number, cells)
    select ${listId}, number, cells from unnest(${rows.map((row) => row.number)}::int[],
      ${rows.map((row) => JSON.stringify(row.cells))}::jsonb[]) as r(number, cells)`.execute(ctx.transaction);
}

export interface JudgedRow {
  readonly number: number;
  readonly personId: string | null;
  readonly deposit: bigint;
  readonly repayment: bigint;
  readonly reason: Fault | null;
}

export async function writeJudgements(ctx: Context, listId: string, rows: readonly JudgedRow[]): Promise<void> {
  await sql`
    update savings.list_row r set person_id = j.person_id, deposit_fen = j.deposit, repayment_fen = j.repayment, reason = j.reason
    from unnest(${rows.map((row) => row.number)}::int[], ${rows.map((row) => row.personId)}::uuid[],
      ${rows.map((row) => row.deposit.toString())}::bigint[], ${rows.map((row) => row.repayment.toString())}::bigint[],
      ${rows.map((row) => (row.reason === null ? null : JSON.stringify(row.reason)))}::jsonb[])
      as j(number, person_id, deposit, repayment, reason)
    where r.list_id = ${listId} and r.number = j.number`.execute(ctx.transaction);
}

export type StoredRow = SheetRow & JudgedRow;

export async function rowsOfList(
  ctx: Context,
  listId: string,
  question: { isBad?: boolean | undefined; after?: number; limit?: number } = {},
): Promise<StoredRow[]> {
  const { isBad, after = 0, limit } = question;
  const asked = isBad === undefined ? sql`true` : isBad ? sql`reason is not null` : sql`reason is null`;
  const { rows } = await sql<StoredRow>`
    select number, cells, person_id as "personId", deposit_fen as deposit, repayment_fen as repayment, reason
    from savings.list_row where list_id = ${listId} and number > ${after} and ${asked} order by number
    ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(ctx.transaction);
  return rows;
}

/** Of rows that were taken in the sheet's own cells go: they hold what payrolls hold. */
export async function forgetCells(ctx: Context, listId: string): Promise<void> {
  await sql`update savings.list_row set cells = '[]' where list_id = ${listId} and reason is null`.execute(
    ctx.transaction,
  );
}

/** Who stands in another list of the month that was taken in. */
export async function listedAlready(
  ctx: Context,
  { id, associationId, month }: Pick<ListRecord, 'id' | 'associationId' | 'month'>,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct r.person_id as id from savings.list_row r join savings.list l on l.id = r.list_id
    where l.association_id = ${associationId} and l.month = ${month}::date and l.id <> ${id}
      and l.state in ('waiting', 'done') and r.reason is null and r.person_id is not null`.execute(ctx.transaction);
  return new Set(rows.map((row) => row.id));
}
