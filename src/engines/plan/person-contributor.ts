import { sql } from 'kysely';
import { text, type Context } from '#kernel';
import type { PersonContributor } from '#engines/roster';

interface TaskRow {
  commitment: string;
  title: string;
  dueOn: string;
  doneOn: string | null;
}

async function tasksOf(ctx: Context, personId: string): Promise<TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    select c.title as commitment, t.title, t.due_on as "dueOn", t.done_on as "doneOn"
    from plan.task t join plan.commitment c on c.id = t.commitment_id
    where t.person_id = ${personId} order by t.due_on, t.id`.execute(ctx.transaction);
  return rows;
}

/** The tasks that were given to a person. */
export const planContributor: PersonContributor = {
  name: 'plan',
  collect: async (ctx, personId) => {
    const say = (key: string) => text(ctx.language, `plan:personData.${key}`);
    const tasks = await tasksOf(ctx, personId);
    return [
      {
        title: say('tasks'),
        columns: [say('task'), say('commitment'), say('dueOn'), say('doneOn')],
        rows: tasks.map((row) => [row.title, row.commitment, row.dueOn, row.doneOn]),
      },
    ];
  },
};
