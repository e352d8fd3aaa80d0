import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';

/** How much is assigned to a person. */
export async function assignedTo(ctx: Context, personId: string): Promise<{ tasks: number; commitments: number }> {
  const { rows } = await sql<{ tasks: number; commitments: number }>`
    select (select count(*)::int from plan.task where person_id = ${personId}) as tasks,
      (select count(*)::int from plan.commitment where officer_id = ${personId}) as commitments`.execute(
    ctx.transaction,
  );
  return rows[0]!;
}

const among = (only: readonly string[] | null): RawBuilder<boolean> =>
  only === null ? sql<boolean>`true` : sql<boolean>`id = any(${[...only]}::uuid[])`;

/** Gives the tasks of one person to another, all or only some; answers which. */
export async function moveTasks(
  ctx: Context,
  from: string,
  to: string,
  only: readonly string[] | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update plan.task set person_id = ${to}
    where person_id = ${from} and ${among(only)} returning id`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}

/** Gives the promises that one person answers for to another, all or only some; answers which. */
export async function moveOfficer(
  ctx: Context,
  from: string,
  to: string,
  only: readonly string[] | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update plan.commitment set officer_id = ${to}
    where officer_id = ${from} and ${among(only)} returning id`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}

interface TaskRow {
  commitment: string;
  title: string;
  dueOn: string;
  doneOn: string | null;
}

export async function tasksOf(ctx: Context, personId: string): Promise<TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    select c.title as commitment, t.title, t.due_on as "dueOn", t.done_on as "doneOn"
    from plan.task t join plan.commitment c on c.id = t.commitment_id
    where t.person_id = ${personId} order by t.due_on, t.id`.execute(ctx.transaction);
  return rows;
}

interface UnderWay {
  commitmentId: string;
  title: string;
  isTask: boolean;
}

/** Tasks that are not done, and promises of plans whose time is not over. */
export async function underWay(ctx: Context, personIds: readonly string[]): Promise<UnderWay[]> {
  const people = sql`${[...personIds]}::uuid[]`;
  const { rows } = await sql<UnderWay>`
    select t.commitment_id as "commitmentId", t.title, true as "isTask" from plan.task t
      join plan.commitment c on c.id = t.commitment_id join plan.plan p on p.id = c.plan_id
      where t.person_id = any(${people}) and t.done_on is null and p.state in ('in_review', 'confirmed')
        and p.period_to >= ${ctx.clock.today()}::date
    union all
    select c.id, c.title, false from plan.commitment c join plan.plan p on p.id = c.plan_id
      where c.officer_id = any(${people}) and not c.is_removed and p.state in ('in_review', 'confirmed')
        and p.period_to >= ${ctx.clock.today()}::date`.execute(ctx.transaction);
  return rows;
}
