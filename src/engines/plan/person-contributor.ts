import { text } from '#kernel';
import type { PersonContributor } from '#engines/roster';
import { tasksOf } from './store-person';

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
