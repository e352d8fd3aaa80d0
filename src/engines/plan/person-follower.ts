import { z } from 'zod';
import type { PersonFollower } from '#engines/roster';
import { assignedTo, moveOfficer, moveTasks } from './store-person';

const journal = z.object({ tasks: z.array(z.string()), commitments: z.array(z.string()) });

/** Tasks and promises go over to the record that stays. Confirmed versions are for good: their old id leads to it. */
export const planFollower: PersonFollower = {
  name: 'plan',
  columns: ['plan.task.person_id', 'plan.commitment.officer_id'],
  describe: async (ctx, { from }) => {
    const { tasks, commitments } = await assignedTo(ctx, from);
    return [
      { what: 'plan:followed.tasks', moves: tasks, clashes: 0 },
      { what: 'plan:followed.commitments', moves: commitments, clashes: 0 },
    ];
  },
  follow: async (ctx, { from, to }) =>
    ({
      tasks: await moveTasks(ctx, from, to),
      commitments: await moveOfficer(ctx, from, to),
    }) satisfies z.input<typeof journal>,
  undo: async (ctx, { from, to }, kept) => {
    const { tasks, commitments } = journal.parse(kept);
    await moveTasks(ctx, to, from, tasks);
    await moveOfficer(ctx, to, from, commitments);
  },
};
