import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { LastChange } from './records';
import { changerColumns } from './store';

/** The engine's SQL for the running year: tasks, evidence, comments. */

export interface TaskRow extends LastChange {
  id: string;
  commitmentId: string;
  commitmentTitle: string;
  planId: string;
  /** The unit of the task, else of its commitment, else of the plan. */
  placeId: string;
  title: string;
  unitId: string | null;
  personId: string | null;
  dueOn: Day;
  doneOn: Day | null;
  doneNote: string;
  createdAt: Date;
  createdBy: string | null;
  revision: number;
}

async function tasks(ctx: Context, condition: RawBuilder<unknown>): Promise<TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    select t.id, t.commitment_id as "commitmentId", c.title as "commitmentTitle", c.plan_id as "planId",
      coalesce(t.unit_id, c.unit_id, p.unit_id) as "placeId", t.title, t.unit_id as "unitId", t.person_id as "personId",
      t.due_on as "dueOn", t.done_on as "doneOn", t.done_note as "doneNote", t.created_at as "createdAt",
      t.created_by as "createdBy", t.revision,
      t.changed_at as "changedAt", t.changed_by as "changedBy", t.changed_by_name as "changedByName"
    from plan.task t join plan.commitment c on c.id = t.commitment_id join plan.plan p on p.id = c.plan_id
    where ${condition}`.execute(ctx.transaction);
  return rows;
}

export async function findTask(ctx: Context, taskId: string): Promise<TaskRow | null> {
  return (await tasks(ctx, sql`t.id = ${taskId}`))[0] ?? null;
}

export function tasksOf(ctx: Context, commitmentIds: readonly string[]): Promise<TaskRow[]> {
  return tasks(ctx, sql`t.commitment_id = any(${[...commitmentIds]}::uuid[]) order by t.due_on, t.id`);
}

/** Open tasks of the person or of the units, the next due first; done ones, the latest first. */
export function dutyTasks(
  ctx: Context,
  owner: { personId: string | null; unitIds: readonly string[] },
  which: { isDone: boolean; limit: number },
): Promise<TaskRow[]> {
  const mine = sql`(t.person_id = ${owner.personId}::uuid or t.unit_id = any(${[...owner.unitIds]}::uuid[]))
    and p.state = 'confirmed' and c.review_state = 'confirmed' and not c.is_removed`;
  return which.isDone
    ? tasks(ctx, sql`${mine} and t.done_on is not null order by t.done_on desc, t.id desc limit ${which.limit}`)
    : tasks(ctx, sql`${mine} and t.done_on is null order by t.due_on, t.id limit ${which.limit}`);
}

export interface TaskFields {
  title: string;
  unitId: string | null;
  personId: string | null;
  dueOn: Day;
}

export async function insertTask(ctx: Context, id: string, commitmentId: string, task: TaskFields): Promise<void> {
  await sql`insert into plan.task (id, commitment_id, title, unit_id, person_id, due_on, created_at, created_by)
    values (${id}, ${commitmentId}, ${task.title}, ${task.unitId}, ${task.personId}, ${task.dueOn}::date,
      ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null})`.execute(ctx.transaction);
}

/** Writes only where the row still has the revision that the person saw; tells whether it did. */
export async function updateTask(ctx: Context, taskId: string, revision: number, task: TaskFields): Promise<boolean> {
  const { rows } =
    await sql`update plan.task set title = ${task.title}, unit_id = ${task.unitId}, person_id = ${task.personId},
      due_on = ${task.dueOn}::date, revision = revision + 1, ${changerColumns(ctx)}
    where id = ${taskId} and revision = ${revision} returning id`.execute(ctx.transaction);
  return rows.length === 1;
}

export async function setTaskDone(
  ctx: Context,
  taskId: string,
  revision: number,
  done: { on: Day | null; note: string },
): Promise<boolean> {
  const { rows } = await sql`update plan.task set done_on = ${done.on}::date, done_note = ${done.note},
      done_by = ${done.on === null ? null : (ctx.user?.accountId ?? null)}::uuid, revision = revision + 1, ${changerColumns(ctx)}
    where id = ${taskId} and revision = ${revision} returning id`.execute(ctx.transaction);
  return rows.length === 1;
}

export interface EvidenceRow {
  id: string;
  commitmentId: string;
  taskId: string | null;
  day: Day;
  text: string;
  unitId: string | null;
  /** The unit of the evidence, else of its commitment, else of the plan. */
  placeId: string;
  recordedAt: Date;
  byId: string;
  byName: string;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
  fileIds: string[];
}

async function evidence(ctx: Context, condition: RawBuilder<unknown>): Promise<EvidenceRow[]> {
  const { rows } = await sql<EvidenceRow>`
    select e.id, e.commitment_id as "commitmentId", e.task_id as "taskId", e.day, e.body as text, e.unit_id as "unitId",
      coalesce(e.unit_id, c.unit_id, p.unit_id) as "placeId", e.recorded_at as "recordedAt", e.recorded_by as "byId",
      e.recorded_by_name as "byName", e.withdrawn_at as "withdrawnAt", e.withdrawn_reason as "withdrawnReason",
      coalesce((select jsonb_agg(f.file_id order by f.position) from plan.evidence_file f where f.evidence_id = e.id), '[]') as "fileIds"
    from plan.evidence e join plan.commitment c on c.id = e.commitment_id join plan.plan p on p.id = c.plan_id
    where ${condition} order by e.day, e.id`.execute(ctx.transaction);
  return rows;
}

export async function findEvidence(ctx: Context, evidenceId: string): Promise<EvidenceRow | null> {
  return (await evidence(ctx, sql`e.id = ${evidenceId}`))[0] ?? null;
}

/** Every piece of evidence of some commitments by its day, withdrawn ones too; nothing later than `until`. */
export function evidenceOf(ctx: Context, commitmentIds: readonly string[], until?: Day): Promise<EvidenceRow[]> {
  const limit = until === undefined ? sql`` : sql`and e.day <= ${until}::date`;
  return evidence(ctx, sql`e.commitment_id = any(${[...commitmentIds]}::uuid[]) ${limit}`);
}

export async function insertEvidence(
  ctx: Context,
  row: {
    id: string;
    commitmentId: string;
    taskId: string | null;
    day: Day;
    text: string;
    unitId: string;
    fileIds: readonly string[];
  },
): Promise<void> {
  await sql`insert into plan.evidence (id, commitment_id, task_id, day, body, unit_id, recorded_at, recorded_by, recorded_by_name)
    values (${row.id}, ${row.commitmentId}, ${row.taskId}, ${row.day}::date, ${row.text}, ${row.unitId},
      ${ctx.clock.now().toISOString()}, ${ctx.user!.accountId}, ${ctx.user!.name})`.execute(ctx.transaction);
  await sql`insert into plan.evidence_file (evidence_id, file_id, position)
    select ${row.id}, f.id, f.position from unnest(${[...row.fileIds]}::uuid[]) with ordinality as f(id, position)`.execute(
    ctx.transaction,
  );
}

/** False when the evidence was withdrawn before. */
export async function setWithdrawn(ctx: Context, evidenceId: string, reason: string): Promise<boolean> {
  const { rows } =
    await sql`update plan.evidence set withdrawn_at = ${ctx.clock.now().toISOString()}, withdrawn_reason = ${reason}
    where id = ${evidenceId} and withdrawn_at is null returning id`.execute(ctx.transaction);
  return rows.length === 1;
}

/** The commitments behind which a file stands, and the directives that carry it. */
export async function usesOfFile(
  ctx: Context,
  fileId: string,
): Promise<{ commitmentIds: string[]; directiveIds: string[] }> {
  const { rows } = await sql<{ commitmentIds: string[]; directiveIds: string[] }>`
    select coalesce((select jsonb_agg(distinct e.commitment_id) from plan.evidence_file f join plan.evidence e on e.id = f.evidence_id
        where f.file_id = ${fileId}), '[]') as "commitmentIds",
      coalesce((select jsonb_agg(d.id) from plan.directive d where d.file_id = ${fileId}), '[]') as "directiveIds"`.execute(
    ctx.transaction,
  );
  return rows[0]!;
}

/** How much was filed for each promise and how many tasks are open; promises without either are left out. */
export async function followUpCounts(
  ctx: Context,
  commitmentIds: readonly string[],
): Promise<Map<string, { evidence: number; openTasks: number }>> {
  const { rows } = await sql<{ id: string; evidence: number; openTasks: number }>`
    select id, sum(evidence)::int as evidence, sum(open_tasks)::int as "openTasks" from (
      select commitment_id as id, count(*) as evidence, 0 as open_tasks from plan.evidence
        where commitment_id = any(${[...commitmentIds]}::uuid[]) and withdrawn_at is null group by commitment_id
      union all
      select commitment_id, 0, count(*) from plan.task
        where commitment_id = any(${[...commitmentIds]}::uuid[]) and done_on is null group by commitment_id
    ) as counted group by id`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.id, { evidence: row.evidence, openTasks: row.openTasks }]));
}

export interface CommentRow {
  id: string;
  text: string;
  byName: string;
  at: Date;
}

export async function commentsOf(ctx: Context, commitmentId: string): Promise<CommentRow[]> {
  const { rows } = await sql<CommentRow>`select id, body as text, made_by_name as "byName", made_at as at
    from plan.comment where commitment_id = ${commitmentId} order by made_at, id`.execute(ctx.transaction);
  return rows;
}

export async function insertComment(ctx: Context, id: string, commitmentId: string, text: string): Promise<void> {
  await sql`insert into plan.comment (id, commitment_id, body, made_at, made_by, made_by_name)
    values (${id}, ${commitmentId}, ${text}, ${ctx.clock.now().toISOString()}, ${ctx.user!.accountId}, ${ctx.user!.name})`.execute(
    ctx.transaction,
  );
}

/** The marks before the titles of a document's sections, such as `（一）`, by where the title begins. */
export async function sectionMarks(ctx: Context, documentId: string): Promise<Map<number, string>> {
  const { rows } = await sql<{
    at: number;
    mark: string;
  }>`select (s ->> 'at')::int as at, coalesce(s ->> 'mark', '') as mark
    from plan.document d, jsonb_array_elements(d.parsed -> 'sections') as s where d.id = ${documentId}`.execute(
    ctx.transaction,
  );
  return new Map(rows.map((row) => [row.at, row.mark]));
}
