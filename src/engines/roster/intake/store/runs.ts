import { sql } from 'kysely';
import { tablesOf, type Context } from '#kernel';
import type { IntakeMapping, IntakeOptions, IntakeState } from '../contract';
import type { RosterTables } from '../../tables.generated';
import { inSubtrees } from '../../store/units';

const db = (ctx: Context) => tablesOf<RosterTables>(ctx);

export interface HeadRow {
  number: number;
  cells: string[];
}

export interface RunFacts {
  formulas: number;
  merged: string[];
  remarks: number;
}

export interface RunCounts {
  verdicts?: Record<string, number>;
  outcomes?: Record<string, number>;
  changes?: Record<string, number>;
  /** How many rows wait to be handled by the work under way. */
  toHandle?: number;
}

export interface RunRecord {
  id: string;
  unitId: string;
  unitName: string;
  unitPath: string;
  /** Null once nothing is read from the file any more. */
  fileId: string | null;
  fileName: string;
  sheets: string[];
  sheet: string;
  headerRow: number;
  headings: string[];
  fingerprint: string;
  head: HeadRow[];
  columns: IntakeMapping;
  options: IntakeOptions;
  state: IntakeState;
  revision: number;
  rowsRead: number;
  rowsHandled: number;
  counts: RunCounts;
  /** Empty until the rows were read. */
  facts: Partial<RunFacts>;
  fault: { code: string; params: Record<string, unknown> } | null;
  createdAt: Date;
  createdBy: string | null;
  createdByName: string;
  appliedAt: Date | null;
  undoneAt: Date | null;
  undoneByName: string | null;
  undoReason: string | null;
  isForgotten: boolean;
}

const selectRuns = (ctx: Context) =>
  db(ctx)
    .selectFrom('roster.intake_run as r')
    .innerJoin('roster.unit as u', 'u.id', 'r.unit_id')
    .select([
      'r.id',
      'r.unit_id as unitId',
      'u.name as unitName',
      'u.path as unitPath',
      'r.file_id as fileId',
      'r.file_name as fileName',
      'r.sheets',
      'r.sheet',
      'r.header_row as headerRow',
      'r.headings',
      'r.fingerprint',
      sql<HeadRow[]>`r.head`.as('head'),
      sql<IntakeMapping>`r.columns`.as('columns'),
      sql<IntakeOptions>`r.options`.as('options'),
      sql<IntakeState>`r.state`.as('state'),
      'r.revision',
      'r.rows_read as rowsRead',
      'r.rows_handled as rowsHandled',
      sql<RunCounts>`r.counts`.as('counts'),
      sql<Partial<RunFacts>>`r.facts`.as('facts'),
      sql<RunRecord['fault']>`r.fault`.as('fault'),
      'r.created_at as createdAt',
      'r.created_by as createdBy',
      'r.created_by_name as createdByName',
      'r.applied_at as appliedAt',
      'r.undone_at as undoneAt',
      'r.undone_by_name as undoneByName',
      'r.undo_reason as undoReason',
      'r.is_forgotten as isForgotten',
    ]);

export async function runById(ctx: Context, id: string, mode: 'read' | 'change' = 'read'): Promise<RunRecord | null> {
  const query = selectRuns(ctx).where('r.id', '=', id);
  return (await (mode === 'change' ? query.forNoKeyUpdate(['r']) : query).executeTakeFirst()) ?? null;
}

/** Ids are made of the moment: the latest run has the greatest. */
export function runRows(
  ctx: Context,
  question: { scopes: readonly string[]; after: string | null; limit: number },
): Promise<RunRecord[]> {
  let query = selectRuns(ctx)
    .where(inSubtrees('u.path', question.scopes))
    .orderBy('r.id', 'desc')
    .limit(question.limit);
  if (question.after !== null) query = query.where('r.id', '<', question.after);
  return query.execute();
}

export type NewRun = { fileId: string } & Pick<
  RunRecord,
  | 'id'
  | 'unitId'
  | 'fileName'
  | 'sheets'
  | 'sheet'
  | 'headerRow'
  | 'headings'
  | 'fingerprint'
  | 'head'
  | 'columns'
  | 'options'
>;

export async function insertRun(ctx: Context, run: NewRun): Promise<void> {
  await db(ctx)
    .insertInto('roster.intake_run')
    .values({
      id: run.id,
      unit_id: run.unitId,
      file_id: run.fileId,
      file_name: run.fileName,
      sheets: run.sheets,
      sheet: run.sheet,
      header_row: run.headerRow,
      headings: run.headings,
      fingerprint: run.fingerprint,
      head: JSON.stringify(run.head),
      columns: JSON.stringify(run.columns),
      options: JSON.stringify(run.options),
      state: 'draft',
      created_at: ctx.clock.now().toISOString(),
      created_by: ctx.user?.accountId ?? null,
      created_by_name: ctx.user?.name ?? '',
    })
    .execute();
}

export interface RunChange {
  state?: IntakeState;
  revision?: number;
  sheet?: string;
  headerRow?: number;
  headings?: string[];
  fingerprint?: string;
  head?: HeadRow[];
  columns?: IntakeMapping;
  options?: IntakeOptions;
  rowsRead?: number;
  rowsHandled?: number;
  counts?: RunCounts;
  facts?: RunFacts;
  fault?: RunRecord['fault'];
  appliedAt?: Date;
  undoneAt?: Date;
  undoneByName?: string;
  undoReason?: string;
}

const json = (value: unknown): string | undefined => (value === undefined ? undefined : JSON.stringify(value));

/** Writes what is named; what is left out stays. */
export async function updateRun(ctx: Context, id: string, change: RunChange): Promise<void> {
  const row = {
    state: change.state,
    revision: change.revision,
    sheet: change.sheet,
    header_row: change.headerRow,
    headings: change.headings,
    fingerprint: change.fingerprint,
    head: json(change.head),
    columns: json(change.columns),
    options: json(change.options),
    rows_read: change.rowsRead,
    rows_handled: change.rowsHandled,
    counts: json(change.counts),
    facts: json(change.facts),
    fault: change.fault === null ? null : json(change.fault),
    applied_at: change.appliedAt?.toISOString(),
    undone_at: change.undoneAt?.toISOString(),
    undone_by_name: change.undoneByName,
    undo_reason: change.undoReason,
  };
  const named = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  await db(ctx).updateTable('roster.intake_run').set(named).where('id', '=', id).execute();
}

/** Rows more were handled: told with the commit, so that nobody waits for the other lane's row of the run. */
export function leaveHandled(ctx: Context, id: string, rows: number): void {
  ctx.leave(sql`update roster.intake_run set rows_handled = rows_handled + ${rows} where id = ${id}`);
}

export async function mappingFor(ctx: Context, unitId: string, fingerprint: string): Promise<IntakeMapping | null> {
  const row = await db(ctx)
    .selectFrom('roster.intake_mapping')
    .select(sql<IntakeMapping>`columns`.as('columns'))
    .where('unit_id', '=', unitId)
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst();
  return row?.columns ?? null;
}

export async function keepMapping(
  ctx: Context,
  kept: { unitId: string; fingerprint: string; columns: IntakeMapping },
): Promise<void> {
  const at = ctx.clock.now().toISOString();
  await sql`insert into roster.intake_mapping (unit_id, fingerprint, columns, saved_at, saved_by)
    values (${kept.unitId}, ${kept.fingerprint}, ${JSON.stringify(kept.columns)}::jsonb, ${at}, ${ctx.user?.accountId ?? null})
    on conflict (unit_id, fingerprint) do update set columns = excluded.columns, saved_at = excluded.saved_at,
      saved_by = excluded.saved_by`.execute(ctx.transaction);
}

/** The unit at the top of what somebody may write in: runs of the same people are kept together there. */
export async function unitAt(ctx: Context, path: string): Promise<{ id: string; name: string } | null> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from roster.unit where ${path === '/' ? sql`parent_id is null` : sql`path = ${path}`}
    order by path limit 1`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** The run stands without its file from now on; answers which file it was. */
export async function partFromFile(ctx: Context, id: string): Promise<string | null> {
  const { rows } = await sql<{ fileId: string | null }>`
    with had as (select id, file_id from roster.intake_run where id = ${id})
    update roster.intake_run r set file_id = null from had where r.id = had.id returning had.file_id as "fileId"`.execute(
    ctx.transaction,
  );
  return rows[0]?.fileId ?? null;
}

/** Rows of runs that can't be undone any more, or were left lying; the counts of the run stay. Answers the runs. */
export async function forgetRowsBefore(ctx: Context, moment: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with over as (
      update roster.intake_run set is_forgotten = true, head = '[]'
      where not is_forgotten and state not in ('checking', 'applying', 'undoing')
        and coalesce(undone_at, applied_at, created_at) < ${moment.toISOString()}::timestamptz
      returning id
    ), gone as (
      delete from roster.intake_row r using over where r.run_id = over.id
    )
    select id from over`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}
