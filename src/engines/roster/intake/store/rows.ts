import { sql } from 'kysely';
import { tablesOf, type Context } from '#kernel';
import type { GivenRow, PlacedFault } from '../columns';
import type { IntakeColumn, IntakeRow } from '../contract';
import type { Verdict } from '../judge';
import type { RosterTables } from '../../tables.generated';
import type { RunCounts } from './runs';

const db = (ctx: Context) => tablesOf<RosterTables>(ctx);

export interface JudgedRow {
  id: string;
  number: number;
  cells: readonly string[];
  given: GivenRow;
  /** What of cells and given lies sealed, as base64. */
  sealed: string | null;
  verdict: Verdict;
  changes: readonly IntakeColumn[];
  reasons: readonly PlacedFault[];
  personId: string | null;
}

export async function forgetRows(ctx: Context, runId: string): Promise<void> {
  await db(ctx).deleteFrom('roster.intake_row').where('run_id', '=', runId).execute();
}

export async function insertRows(ctx: Context, runId: string, rows: readonly JudgedRow[]): Promise<void> {
  await sql`insert into roster.intake_row (run_id, id, number, cells, given, sealed, verdict, changes, reasons, person_id)
    select ${runId}::uuid, id, number, cells, given, decode(sealed, 'base64'), verdict, changes, reasons, "personId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, number integer, cells jsonb, given jsonb, sealed text,
      verdict text, changes text[], reasons jsonb, "personId" uuid)`.execute(ctx.transaction);
}

/** Rows that a later row of the sheet put in the wrong, such as the first of two with one staff number. */
export async function blameRows(
  ctx: Context,
  runId: string,
  faults: readonly { number: number; fault: PlacedFault }[],
): Promise<void> {
  if (faults.length === 0) return;
  await sql`update roster.intake_row r set verdict = 'bad', changes = '{}', reasons = r.reasons || jsonb_build_array(g.fault)
    from jsonb_to_recordset(${JSON.stringify(faults)}::jsonb) as g(number integer, fault jsonb)
    where r.run_id = ${runId} and r.number = g.number`.execute(ctx.transaction);
}

/** What came of the rows so far, counted anew. */
export async function countRows(ctx: Context, runId: string): Promise<RunCounts> {
  const { rows } = await sql<{ of: 'verdicts' | 'outcomes' | 'changes'; key: string; count: bigint }>`
    with mine as materialized (select verdict, outcome, changes from roster.intake_row where run_id = ${runId})
    select 'verdicts' as of, verdict as key, count(*) as count from mine group by verdict
    union all select 'outcomes', outcome, count(*) from mine where outcome is not null group by outcome
    union all select 'changes', c, count(*) from mine, unnest(changes) as c where verdict = 'changed' group by c`.execute(
    ctx.transaction,
  );
  const counts: Required<Omit<RunCounts, 'toHandle'>> = { verdicts: {}, outcomes: {}, changes: {} };
  for (const row of rows) counts[row.of][row.key] = Number(row.count);
  return counts;
}

export interface StoredRow extends Omit<JudgedRow, 'sealed'> {
  sealed: Uint8Array | null;
  outcome: IntakeRow['outcome'];
}

const storedColumns = [
  'id',
  'number',
  sql<string[]>`cells`.as('cells'),
  sql<GivenRow>`given`.as('given'),
  sql<Uint8Array | null>`sealed`.as('sealed'),
  sql<Verdict>`verdict`.as('verdict'),
  sql<IntakeColumn[]>`changes`.as('changes'),
  sql<PlacedFault[]>`reasons`.as('reasons'),
  sql<IntakeRow['outcome']>`outcome`.as('outcome'),
  'person_id as personId',
] as const;

export function storedRows(
  ctx: Context,
  runId: string,
  question: { verdict?: Verdict | undefined; outcome?: string | undefined; after: number; limit: number },
): Promise<StoredRow[]> {
  let query = db(ctx)
    .selectFrom('roster.intake_row')
    .select(storedColumns)
    .where('run_id', '=', runId)
    .where('number', '>', question.after)
    .orderBy('number')
    .limit(question.limit);
  if (question.verdict !== undefined) query = query.where('verdict', '=', question.verdict);
  if (question.outcome !== undefined) query = query.where('outcome', '=', question.outcome);
  return query.execute();
}

export type WaitingRow = Pick<StoredRow, 'id' | 'number' | 'cells' | 'given' | 'sealed' | 'verdict'>;

/**
 * Tells the planner of a table that was filled a moment ago: knowing nothing of it, it would fetch all rows of a run and
 * sort them for each next few.
 */
export async function surveyRows(ctx: Context): Promise<void> {
  await sql`analyze roster.intake_row`.execute(ctx.transaction);
}

/** Rows that are to be taken in. What was done before the program was killed is not among them. */
const waiting = (ctx: Context, runId: string) =>
  db(ctx)
    .selectFrom('roster.intake_row')
    .where('run_id', '=', runId)
    .where('verdict', 'in', ['new', 'changed'])
    .where('outcome', 'is', null);

/** The next of them behind one number, up to another. */
export function waitingRows(
  ctx: Context,
  runId: string,
  { after, until, limit }: { after: number; until: number | null; limit: number },
): Promise<WaitingRow[]> {
  const query = waiting(ctx, runId).select(storedColumns).where('number', '>', after).orderBy('number').limit(limit);
  return (until === null ? query : query.where('number', '<=', until)).execute();
}

/** The number up to which half of them stand. */
export async function middleOfWaiting(ctx: Context, runId: string): Promise<number> {
  const query = waiting(ctx, runId).select(
    sql<number | null>`percentile_disc(0.5) within group (order by number)`.as('n'),
  );
  return (await query.executeTakeFirst())?.n ?? 0;
}

/** Whoever wants to take in the rows up to this number waits for the commit. */
export async function holdLane(ctx: Context, runId: string, until: number | null): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('roster.intake ' || ${runId}::uuid, ${until ?? -1}))`.execute(
    ctx.transaction,
  );
}

export interface HandledRow {
  number: number;
  verdict: Verdict;
  outcome: IntakeRow['outcome'];
  reasons: readonly PlacedFault[];
  personId: string | null;
  before: unknown;
  /** The sealed fields as they were, sealed for this row, as base64. */
  sealedBefore: string | null;
  versionAfter: number | null;
}

/** What was sealed of a row that was taken in has served. */
export async function markHandled(ctx: Context, runId: string, rows: readonly HandledRow[]): Promise<void> {
  await sql`update roster.intake_row r set verdict = g.verdict, outcome = g.outcome, reasons = g.reasons,
      person_id = g."personId", before = g.before, version_after = g."versionAfter",
      sealed = case when g.outcome = 'done' then null else r.sealed end, sealed_before = decode(g."sealedBefore", 'base64')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(number integer, verdict text, outcome text, reasons jsonb,
      "personId" uuid, before jsonb, "sealedBefore" text, "versionAfter" integer)
    where r.run_id = ${runId} and r.number = g.number`.execute(ctx.transaction);
}

export interface DoneRow {
  id: string;
  number: number;
  personId: string;
  before: unknown;
  sealedBefore: Uint8Array | null;
  versionAfter: number;
}

/** The next rows behind one that were taken in and wait to be undone. */
export async function doneRows(ctx: Context, runId: string, after: number, limit: number): Promise<DoneRow[]> {
  const { rows } = await sql<DoneRow>`
    select id, number, person_id as "personId", before, sealed_before as "sealedBefore", version_after as "versionAfter"
    from roster.intake_row where run_id = ${runId} and outcome = 'done' and number > ${after}
    order by number limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export async function markUndone(
  ctx: Context,
  runId: string,
  rows: readonly { number: number; outcome: IntakeRow['outcome']; reasons: readonly PlacedFault[] }[],
): Promise<void> {
  await sql`update roster.intake_row r set outcome = g.outcome, reasons = g.reasons, sealed_before = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(number integer, outcome text, reasons jsonb)
    where r.run_id = ${runId} and r.number = g.number`.execute(ctx.transaction);
}
