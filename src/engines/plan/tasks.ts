import { AppError, audit, may, newId, notFound, type Context, type Measure } from '#kernel';
import {
  dayOf,
  daysBetween,
  type Day,
  type MeasureFigure,
  type MeasureQuestion,
  type MeasureRow,
} from '#kernel/contract';
import { findUnit, personNames, unitsOn } from '#engines/roster';
import { changedMeanwhile } from './changed-meanwhile';
import type { Task } from './contract';
import { isPersonInReach, readableCommitment, touchesBranch } from './policy';
import { findTask, insertTask, setTaskDone, tasksOf, updateTask, type TaskFields, type TaskRow } from './store-year';
import { tellTaskDone, tellTaskGiven } from './told';

export interface Place {
  name: string;
  path: string;
}

/** Names and paths of units, those that were closed meanwhile too. */
export async function placesOf(ctx: Context, unitIds: readonly (string | null)[]): Promise<Map<string, Place>> {
  const wanted = new Set(unitIds.filter((id) => id !== null));
  if (wanted.size === 0) return new Map();
  const present = wanted.size > 3 ? await unitsOn(ctx, { day: ctx.clock.today() }) : [];
  const places = new Map(
    present.filter((unit) => wanted.has(unit.id)).map((unit) => [unit.id, { name: unit.name, path: unit.path }]),
  );
  for (const id of wanted) {
    if (places.has(id)) continue;
    const unit = await findUnit(ctx, id);
    if (unit !== null) places.set(id, { name: unit.name, path: unit.path });
  }
  return places;
}

/**
 * A task of a unit is in the hands of those who hold the right on that unit, below it or above it. A task of one
 * person is in that person's hands and in theirs who hold the right on the unit of its commitment or above it.
 */
function mayTouch(ctx: Context, task: Pick<TaskRow, 'unitId'>, permission: string, path: string): boolean {
  return task.unitId === null ? may(ctx.user, permission, path) : touchesBranch(ctx, permission, path);
}

function isOwn(ctx: Context, task: Pick<TaskRow, 'personId'>): boolean {
  return task.personId !== null && task.personId === ctx.user?.personId;
}

export async function presentTasks(ctx: Context, rows: readonly TaskRow[]): Promise<Task[]> {
  const places = await placesOf(
    ctx,
    rows.flatMap((row) => [row.placeId, row.unitId]),
  );
  const people = await personNames(ctx, [...new Set(rows.flatMap((row) => row.personId ?? []))]);
  const today = ctx.clock.today();
  return rows.map((row) => {
    const path = places.get(row.placeId)?.path ?? '';
    return {
      id: row.id,
      commitmentId: row.commitmentId,
      commitmentTitle: row.commitmentTitle,
      title: row.title,
      unitId: row.unitId,
      unitName: row.unitId === null ? null : (places.get(row.unitId)?.name ?? null),
      personId: row.personId,
      personName: row.personId === null ? null : (people.get(row.personId) ?? null),
      dueOn: row.dueOn,
      doneOn: row.doneOn,
      doneNote: row.doneNote,
      lateDays: Math.max(0, daysBetween(row.dueOn, row.doneOn ?? today)),
      revision: row.revision,
      abilities: {
        canChange: row.doneOn === null && mayTouch(ctx, row, 'plan.task.write', path),
        canFinish: isOwn(ctx, row) || mayTouch(ctx, row, 'plan.evidence.write', path),
      },
    };
  });
}

/** The tasks of a commitment, the next due first. The caller has looked at the rights. */
export async function listTasks(ctx: Context, commitmentId: string): Promise<Task[]> {
  return presentTasks(ctx, await tasksOf(ctx, [commitmentId]));
}

async function presentTask(ctx: Context, taskId: string): Promise<Task> {
  return (await presentTasks(ctx, [(await findTask(ctx, taskId))!]))[0]!;
}

/** Refuses: a task for nobody; a unit outside the plan's tree, a unit or a person out of reach. */
async function checkOwner(
  ctx: Context,
  task: TaskFields,
  planPath: string,
  before: Pick<TaskRow, 'personId'> = { personId: null },
): Promise<void> {
  if (task.unitId === null && task.personId === null) throw new AppError('plan.task_without_owner');
  if (task.unitId !== null) {
    const unit = await findUnit(ctx, task.unitId);
    if (unit === null || !unit.path.startsWith(planPath) || !touchesBranch(ctx, 'plan.task.write', unit.path))
      throw new AppError('plan.unknown_unit');
  }
  if (task.personId === null || task.personId === before.personId) return;
  if (!(await isPersonInReach(ctx, 'plan.task.write', task.personId))) throw new AppError('plan.unknown_officer');
}

/**
 * Adds a task under a commitment: who, what, by when.
 * Refuses: a commitment out of reach; a plan that isn't confirmed, or a sentence that was dropped; a task for nobody;
 * an unknown unit or person.
 */
export async function addTask(ctx: Context, commitmentId: string, task: TaskFields): Promise<Task> {
  const { commitment, plan } = await readableCommitment(ctx, commitmentId, 'plan.task.write');
  if (plan.state !== 'confirmed' || commitment.reviewState !== 'confirmed') throw new AppError('plan.not_confirmed');
  await checkOwner(ctx, task, plan.unitPath);
  const id = newId();
  await insertTask(ctx, id, commitmentId, task);
  await tellTaskGiven(ctx, task, { id: commitmentId, title: commitment.content.title });
  audit(ctx, {
    action: 'plan.addTask',
    subject: `commitment:${commitmentId}`,
    details: { task: id, dueOn: task.dueOn },
  });
  return presentTask(ctx, id);
}

/** The task with the path of the unit it belongs to; one that can't be read is not there. */
async function taskAt(ctx: Context, taskId: string): Promise<{ task: TaskRow; path: string; planPath: string }> {
  const task = await findTask(ctx, taskId);
  if (task === null) throw notFound();
  const { plan } = await readableCommitment(ctx, task.commitmentId);
  const path = (await placesOf(ctx, [task.placeId])).get(task.placeId)?.path ?? plan.unitPath;
  return { task, path, planPath: plan.unitPath };
}

/**
 * Changes an open task. Refuses: a task out of reach; one that is done; a change by somebody else meanwhile; a task
 * for nobody; an unknown unit or person.
 */
export async function changeTask(
  ctx: Context,
  taskId: string,
  change: TaskFields & { revision: number },
): Promise<Task> {
  const { task, path, planPath } = await taskAt(ctx, taskId);
  if (!mayTouch(ctx, task, 'plan.task.write', path)) throw notFound();
  if (task.doneOn !== null) throw new AppError('plan.task_done', { title: task.title });
  await checkOwner(ctx, change, planPath, task);
  if (!(await updateTask(ctx, taskId, change.revision, change))) throw await taskChanged(ctx, task.id);
  if (change.personId !== task.personId)
    await tellTaskGiven(ctx, change, { id: task.commitmentId, title: task.commitmentTitle });
  audit(ctx, {
    action: 'plan.changeTask',
    subject: `commitment:${task.commitmentId}`,
    details: { task: taskId, dueOn: change.dueOn },
  });
  return presentTask(ctx, taskId);
}

/**
 * Says that a task is done, or opens it again with a reason. A task that is done already keeps its day.
 * Refuses: a task out of reach; opening again without a reason; a change by somebody else meanwhile.
 */
export async function finishTask(
  ctx: Context,
  taskId: string,
  given: { revision: number; isDone: boolean; note: string },
): Promise<Task> {
  const { task, path } = await taskAt(ctx, taskId);
  if (!isOwn(ctx, task) && !mayTouch(ctx, task, 'plan.evidence.write', path)) throw notFound();
  if (!given.isDone && given.note === '') throw new AppError('plan.reason_missing');
  const on = given.isDone ? (task.doneOn ?? ctx.clock.today()) : null;
  if (!(await setTaskDone(ctx, taskId, given.revision, { on, note: given.note })))
    throw await taskChanged(ctx, task.id);
  if (given.isDone && task.doneOn === null) await tellTaskDone(ctx, task);
  const action = given.isDone ? 'plan.finishTask' : 'plan.reopenTask';
  audit(ctx, { action, subject: `commitment:${task.commitmentId}`, details: { task: taskId } });
  return presentTask(ctx, taskId);
}

/** Read again: what the refusal says is the row as the other person left it. */
async function taskChanged(ctx: Context, taskId: string): Promise<AppError> {
  const row = (await findTask(ctx, taskId))!;
  const { title, unitName, personName, dueOn } = await presentTask(ctx, taskId);
  const now = [title, unitName, personName, dueOn].filter((part) => part !== null).join(' · ');
  return changedMeanwhile(ctx, { id: taskId, title, change: row, now });
}

/** The commitment that a question's tag names. */
export function commitmentOfTag(question: MeasureQuestion): string {
  return question.tag.replace(/^commitment:/, '');
}

/** Done tasks of all tasks. A task made after the day asked for isn't there yet; one done after it is still open. */
export const tasksDone: Measure = {
  name: 'plan.tasks_done',
  unit: 'pieces',
  async answer(ctx, questions) {
    const rows = await tasksOf(ctx, [...new Set(questions.map(commitmentOfTag))]);
    const places = await placesOf(
      ctx,
      rows.map((row) => row.placeId),
    );
    return questions.map((question) => {
      const asked = rows.filter(
        (row) =>
          row.commitmentId === commitmentOfTag(question) &&
          dayOf(row.createdAt) <= question.asOf &&
          isWithin(places, row.placeId, question),
      );
      return taskFigure(asked, places, question);
    });
  },
};

export function isWithin(places: ReadonlyMap<string, Place>, unitId: string, question: MeasureQuestion): boolean {
  return places.get(unitId)?.path.startsWith(question.unitPath) ?? false;
}

function taskFigure(
  tasks: readonly TaskRow[],
  places: ReadonlyMap<string, Place>,
  question: MeasureQuestion,
): MeasureFigure {
  const isDone = (row: TaskRow) => row.doneOn !== null && row.doneOn <= question.asOf;
  const rows: MeasureRow[] = tasks.map((row) => ({
    id: row.id,
    title: row.title,
    day: isDone(row) ? row.doneOn : row.dueOn,
    unitName: row.unitId === null ? null : (places.get(row.unitId)?.name ?? null),
    amount: '1',
    isCounted: isDone(row),
    reason: isDone(row) ? null : 'plan.rows.task_open',
    href: null,
  }));
  const days: Day[] = tasks.filter(isDone).map((row) => row.doneOn!);
  return {
    measure: tasksDone.name,
    unit: tasksDone.unit,
    value: String(days.length),
    of: String(tasks.length),
    countedDays: days.sort(),
    rows,
  };
}
