import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inAnySubtree } from '../applications/store';
import type { ColumnPlaces } from './contract-money';
import type { Fault } from './store-runs';
import type { ListKind, ListState } from './terms';

export interface ListRecord {
  id: string;
  kind: ListKind;
  unitId: string;
  unitPath: string;
  month: Day;
  fileName: string;
  headings: string[];
  fingerprint: string;
  columns: ColumnPlaces;
  postedOn: Day | null;
  state: ListState;
  fault: Fault | null;
  counts: { good?: string; bad?: string; sum?: string };
  entryIds: string[];
  version: number;
  createdAt: Date;
  createdBy: string;
  createdByName: string;
  undoneByName: string | null;
  undoReason: string | null;
}

const columns = sql`l.id, l.kind, l.unit_id as "unitId", l.unit_path as "unitPath", l.month, l.file_name as "fileName", l.headings,
  l.fingerprint, l.columns, l.posted_on as "postedOn", l.state, l.fault, l.counts, l.entry_ids::text[] as "entryIds", l.version,
  l.created_at as "createdAt", l.created_by as "createdBy", l.created_by_name as "createdByName",
  l.undone_by_name as "undoneByName", l.undo_reason as "undoReason"`;

type NewList = Pick<
  ListRecord,
  'id' | 'kind' | 'unitId' | 'unitPath' | 'month' | 'fileName' | 'headings' | 'fingerprint' | 'columns'
> & { createdBy: string; createdByName: string };

export async function insertList(ctx: Context, list: NewList): Promise<void> {
  await sql`
    insert into membership.dues_list (id, kind, unit_id, unit_path, month, file_name, headings, fingerprint, columns, state,
      created_at, created_by, created_by_name)
    values (${list.id}, ${list.kind}, ${list.unitId}, ${list.unitPath}, ${list.month}::date, ${list.fileName},
      ${JSON.stringify(list.headings)}::jsonb, ${list.fingerprint}, ${JSON.stringify(list.columns)}::jsonb, 'open',
      ${ctx.clock.now().toISOString()}, ${list.createdBy}, ${list.createdByName})`.execute(ctx.transaction);
}

export async function listById(ctx: Context, id: string, mode: 'read' | 'lock' = 'read'): Promise<ListRecord | null> {
  const { rows } = await sql<ListRecord>`
    select ${columns} from membership.dues_list l where l.id = ${id} ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export interface ListQuestion {
  under: readonly string[];
  kind?: ListKind | undefined;
  after: string | null;
  limit: number;
}

export async function listRecords(ctx: Context, { under, kind, after, limit }: ListQuestion): Promise<ListRecord[]> {
  const next =
    after === null
      ? sql`true`
      : sql`(l.created_at, l.id) < (select a.created_at, a.id from membership.dues_list a where a.id = ${after}::uuid)`;
  const { rows } = await sql<ListRecord>`
    select ${columns} from membership.dues_list l where ${inAnySubtree(sql`l.unit_path`, under)} and ${next}
      and ${kind === undefined ? sql`true` : sql`l.kind = ${kind}`}
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
    update membership.dues_list set columns = coalesce(${json(change.columns)}::jsonb, columns),
      counts = coalesce(${json(change.counts)}::jsonb, counts), state = coalesce(${change.state ?? null}, state),
      posted_on = coalesce(${change.postedOn ?? null}::date, posted_on), version = version + 1
    where id = ${id}`.execute(ctx.transaction);
}

export async function savedColumns(
  ctx: Context,
  { unitId, kind, fingerprint }: Pick<ListRecord, 'unitId' | 'kind' | 'fingerprint'>,
): Promise<ColumnPlaces | null> {
  const { rows } = await sql<{ columns: ColumnPlaces }>`
    select columns from membership.dues_columns
    where unit_id = ${unitId} and kind = ${kind} and fingerprint = ${fingerprint}`.execute(ctx.transaction);
  return rows[0]?.columns ?? null;
}

export async function keepColumns(ctx: Context, list: ListRecord, places: ColumnPlaces): Promise<void> {
  await sql`
    insert into membership.dues_columns (unit_id, kind, fingerprint, columns)
    values (${list.unitId}, ${list.kind}, ${list.fingerprint}, ${JSON.stringify(places)}::jsonb)
    on conflict (unit_id, kind, fingerprint) do update set columns = excluded.columns`.execute(ctx.transaction);
}

export interface SheetRow {
  readonly number: number;
  readonly cells: readonly string[];
}

export async function insertRows(ctx: Context, listId: string, rows: readonly SheetRow[]): Promise<void> {
  await sql`
    insert into membership.dues_list_row (list_id, number, cells)
    select ${listId}, number, cells from unnest(${rows.map((row) => row.number)}::int[],
      ${rows.map((row) => JSON.stringify(row.cells))}::jsonb[]) as r(number, cells)`.execute(ctx.transaction);
}

export interface JudgedRow {
  readonly number: number;
  readonly personId: string | null;
  readonly amount: bigint | null;
  readonly reason: Fault | null;
}

export async function writeJudgements(ctx: Context, listId: string, rows: readonly JudgedRow[]): Promise<void> {
  await sql`
    update membership.dues_list_row r set person_id = j.person_id, amount_fen = j.amount, reason = j.reason
    from unnest(${rows.map((row) => row.number)}::int[], ${rows.map((row) => row.personId)}::uuid[],
      ${rows.map((row) => row.amount?.toString() ?? null)}::bigint[],
      ${rows.map((row) => (row.reason === null ? null : JSON.stringify(row.reason)))}::jsonb[])
      as j(number, person_id, amount, reason)
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
    select number, cells, person_id as "personId", amount_fen as amount, reason from membership.dues_list_row
    where list_id = ${listId} and number > ${after} and ${asked} order by number
    ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(ctx.transaction);
  return rows;
}

/** Of rows that were taken in the sheet's own cells go: they hold what payrolls hold. */
export async function forgetCells(ctx: Context, listId: string): Promise<void> {
  await sql`
    update membership.dues_list_row set cells = '[]' where list_id = ${listId} and reason is null`.execute(
    ctx.transaction,
  );
}

/** Who has paid for the month by another list. */
export async function listedAlready(
  ctx: Context,
  { id, month }: Pick<ListRecord, 'id' | 'month'>,
  personIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct p.person_id as id from membership.dues_payment p join membership.dues_list l on l.id = p.list_id
    where p.person_id = any(${[...personIds]}::uuid[]) and p.undone_at is null and l.month = ${month}::date
      and l.id <> ${id}`.execute(ctx.transaction);
  return new Set(rows.map((row) => row.id));
}

export async function takeWages(ctx: Context, { id, month }: Pick<ListRecord, 'id' | 'month'>): Promise<void> {
  await sql`
    insert into membership.dues_wage (person_id, month, base_fen, list_id)
    select person_id, ${month}::date, amount_fen, ${id} from membership.dues_list_row
    where list_id = ${id} and reason is null order by person_id
    on conflict (person_id, month) do update set base_fen = excluded.base_fen, list_id = excluded.list_id`.execute(
    ctx.transaction,
  );
}

export async function importWages(
  ctx: Context,
  month: Day,
  rows: readonly { personId: string; base: bigint }[],
): Promise<void> {
  await sql`
    insert into membership.dues_wage (person_id, month, base_fen)
    select person_id, ${month}::date, base from unnest(${rows.map((row) => row.personId)}::uuid[],
      ${rows.map((row) => row.base.toString())}::bigint[]) as r(person_id, base)`.execute(ctx.transaction);
}

export async function removeWages(ctx: Context, listId: string): Promise<void> {
  await sql`delete from membership.dues_wage where list_id = ${listId}`.execute(ctx.transaction);
}
