import { sql } from 'kysely';
import { newId, userOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inAnySubtree } from '../vouchers/store';
import type { FindingContent, FindingRow, FindingState, FindingStep } from './contract-findings';
import { when } from './store';

export interface FindingRecord {
  id: string;
  auditId: string;
  auditName: string;
  auditUnitPath: string;
  auditState: string;
  number: number;
  unitPath: string;
  bookId: string;
  kind: FindingRow['kind'];
  gravity: FindingRow['gravity'];
  words: string;
  amount: bigint | null;
  answererId: string | null;
  state: FindingState;
  dueOn: Day | null;
  writtenBy: string;
  answeredBy: string | null;
  entryIds: string[];
  version: number;
}

const columns = sql`f.id, f.audit_id as "auditId", a.name as "auditName", a.unit_path as "auditUnitPath", a.state as "auditState",
  f.number, f.unit_path as "unitPath", f.book_id as "bookId", f.kind, f.gravity, f.words, f.amount_fen as amount,
  f.answerer_id as "answererId", f.state, f.due_on as "dueOn", f.written_by as "writtenBy", f.answered_by as "answeredBy",
  array(select e.entry_id::text from finance.audit_finding_entry e where e.finding_id = f.id order by e.entry_id) as "entryIds",
  f.version`;
const from = sql`finance.audit_finding f join finance.audit a on a.id = f.audit_id`;

export async function findingRecord(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<FindingRecord | null> {
  const { rows } = await sql<FindingRecord>`
    select ${columns} from ${from} where f.id = ${id}
    ${mode === 'lock' ? sql`for no key update of f` : sql``}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export interface FindingQuestion {
  readonly under: readonly string[];
  /** Where what was not issued is seen too. */
  readonly auditing: readonly string[];
  readonly auditId?: string | undefined;
  readonly state?: FindingState | undefined;
  /** Only those whose answer is late on this day. */
  readonly lateOn?: Day | undefined;
  /** Only those whose answer is waited for. */
  readonly isWaiting?: boolean | undefined;
  /** The last one seen: ids follow the order in which things were made. */
  readonly after: string | null;
  readonly limit: number;
}

export async function findingRows(ctx: Context, question: FindingQuestion): Promise<FindingRecord[]> {
  const { under, auditing, auditId, state, lateOn, isWaiting, after, limit } = question;
  const { rows } = await sql<FindingRecord>`
    select ${columns} from ${from}
    where ${inAnySubtree(sql`f.unit_path`, under)}
      and (f.due_on is not null or ${inAnySubtree(sql`a.unit_path`, auditing)})
      and ${when(auditId, (id) => sql`f.audit_id = ${id}::uuid`)} and ${when(state, (one) => sql`f.state = ${one}`)}
      and ${when(lateOn, (day) => sql`f.state in ('issued', 'returned') and f.due_on < ${day}::date`)}
      and ${isWaiting === true ? sql`f.state in ('issued', 'returned')` : sql`true`}
      and ${after === null ? sql`true` : sql`f.id < ${after}::uuid`}
    order by f.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export async function findingsOfAudit(ctx: Context, auditId: string): Promise<FindingRecord[]> {
  const { rows } = await sql<FindingRecord>`
    select ${columns} from ${from} where f.audit_id = ${auditId} order by f.number`.execute(ctx.transaction);
  return rows;
}

/** All that are late on a day: those who answer are reminded. */
export async function lateFindings(ctx: Context, today: Day): Promise<FindingRecord[]> {
  const { rows } = await sql<FindingRecord>`
    select ${columns} from ${from}
    where f.state in ('issued', 'returned') and f.due_on < ${today}::date order by f.due_on, f.id`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function findingsByIds(ctx: Context, ids: readonly string[]): Promise<FindingRecord[]> {
  const { rows } = await sql<FindingRecord>`
    select ${columns} from ${from} where f.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

/** How many findings there are in each state, and how many are late. */
export async function countFindings(
  ctx: Context,
  auditing: readonly string[],
  today: Day,
): Promise<{ state: FindingState; count: number; late: number }[]> {
  const { rows } = await sql<{ state: FindingState; count: number; late: number }>`
    select f.state, count(*)::int as count,
      count(*) filter (where f.state in ('issued', 'returned') and f.due_on < ${today}::date)::int as late
    from ${from} where ${inAnySubtree(sql`a.unit_path`, auditing)} group by f.state`.execute(ctx.transaction);
  return rows;
}

type Written = Omit<FindingContent, 'bookId' | 'entryIds'> & { bookId: string; unitPath: string };

/** The next number of the audit; whoever writes another one waits at the audit's row. */
export async function insertFinding(
  ctx: Context,
  { id, auditId, ...content }: Written & { id: string; auditId: string },
): Promise<void> {
  const { bookId, unitPath, kind, gravity, words, amount, answererId } = content;
  await sql`
    insert into finance.audit_finding (id, audit_id, number, unit_path, book_id, kind, gravity, words, amount_fen, answerer_id,
      state, written_by, written_at)
    select ${id}, ${auditId}, coalesce(max(number), 0) + 1, ${unitPath}, ${bookId}::uuid, ${kind}, ${gravity}, ${words},
      ${amount?.toString() ?? null}::bigint, ${answererId}::uuid, 'draft', ${userOf(ctx).accountId}::uuid,
      ${ctx.clock.now().toISOString()}::timestamptz
    from finance.audit_finding where audit_id = ${auditId}`.execute(ctx.transaction);
}

export async function rewriteFinding(ctx: Context, id: string, content: Written): Promise<void> {
  const { bookId, unitPath, kind, gravity, words, amount, answererId } = content;
  await sql`
    update finance.audit_finding set unit_path = ${unitPath}, book_id = ${bookId}, kind = ${kind}, gravity = ${gravity},
      words = ${words}, amount_fen = ${amount?.toString() ?? null}::bigint, answerer_id = ${answererId}::uuid,
      version = version + 1
    where id = ${id}`.execute(ctx.transaction);
}

export async function setEntries(
  ctx: Context,
  { id, auditId }: { id: string; auditId: string },
  entryIds: readonly string[],
): Promise<void> {
  await sql`delete from finance.audit_finding_entry where finding_id = ${id}`.execute(ctx.transaction);
  await sql`
    insert into finance.audit_finding_entry (finding_id, audit_id, entry_id)
    select ${id}, ${auditId}, id from unnest(${[...entryIds]}::uuid[]) as e(id)`.execute(ctx.transaction);
}

export interface FindingChange {
  state: FindingState;
  dueOn?: Day;
  daysParameterId?: string;
  answeredBy?: string;
  decidedBy?: string;
}

export async function changeFinding(ctx: Context, id: string, change: FindingChange): Promise<void> {
  const { state, dueOn, daysParameterId, answeredBy, decidedBy } = change;
  await sql`
    update finance.audit_finding set state = ${state}, due_on = coalesce(${dueOn ?? null}::date, due_on),
      days_parameter_id = coalesce(${daysParameterId ?? null}::uuid, days_parameter_id),
      answered_by = coalesce(${answeredBy ?? null}::uuid, answered_by), decided_by = ${decidedBy ?? null}::uuid,
      version = version + 1
    where id = ${id}`.execute(ctx.transaction);
}

export interface StepRecord {
  id: string;
  findingId: string;
  step: FindingStep;
  words: string;
  entryId: string | null;
  at: Date;
  by: string;
  byName: string;
}

export async function insertStep(
  ctx: Context,
  { findingId, step, words, entryId }: Pick<StepRecord, 'findingId' | 'step' | 'words' | 'entryId'>,
): Promise<string> {
  const { accountId, name } = userOf(ctx);
  const id = newId();
  await sql`
    insert into finance.audit_step (id, finding_id, step, words, entry_id, recorded_at, recorded_by, recorded_by_name)
    values (${id}, ${findingId}, ${step}, ${words}, ${entryId}::uuid, ${ctx.clock.now().toISOString()}, ${accountId}, ${name})`.execute(
    ctx.transaction,
  );
  return id;
}

export async function stepsOf(ctx: Context, findingIds: readonly string[]): Promise<StepRecord[]> {
  const { rows } = await sql<StepRecord>`
    select id, finding_id as "findingId", step, words, entry_id as "entryId", recorded_at as at, recorded_by as by,
      recorded_by_name as "byName"
    from finance.audit_step where finding_id = any(${[...findingIds]}::uuid[]) order by recorded_at, id`.execute(
    ctx.transaction,
  );
  return rows;
}

export interface FileRecord {
  fileId: string;
  stepId: string | null;
}

export async function filesOf(ctx: Context, findingId: string): Promise<FileRecord[]> {
  const { rows } = await sql<FileRecord>`
    select file_id as "fileId", step_id as "stepId" from finance.audit_file
    where finding_id = ${findingId} order by added_at, file_id`.execute(ctx.transaction);
  return rows;
}

export async function insertFile(ctx: Context, findingId: string, fileId: string): Promise<void> {
  await sql`
    insert into finance.audit_file (file_id, finding_id, added_at)
    values (${fileId}, ${findingId}, ${ctx.clock.now().toISOString()})`.execute(ctx.transaction);
}

/** Takes away a file that no answer holds yet. */
export async function deleteFile(ctx: Context, findingId: string, fileId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from finance.audit_file where finding_id = ${findingId} and file_id = ${fileId} and step_id is null`.execute(
    ctx.transaction,
  );
  return numAffectedRows === 1n;
}

/** What was added belongs to the answer from now on. */
export async function keepFiles(ctx: Context, findingId: string, stepId: string): Promise<void> {
  await sql`
    update finance.audit_file set step_id = ${stepId} where finding_id = ${findingId} and step_id is null`.execute(
    ctx.transaction,
  );
}
