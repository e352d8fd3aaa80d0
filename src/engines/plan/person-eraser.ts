import type { PersonEraser } from '#engines/roster';
import { assignedTo, underWay } from './store-person';

/** Tasks and promises stay with the plan of their year and point to the shell; what is not done yet needs another hand first. */
export const planEraser: PersonEraser = {
  name: 'plan',
  columns: ['plan.task.person_id', 'plan.commitment.officer_id'],
  texts: {
    emptied: [],
    // The plan's own words: a public paper of the union, no data of the person who was to do it.
    stay: [
      'plan.task.title',
      'plan.task.done_note',
      'plan.task.changed_by_name',
      'plan.commitment.number',
      'plan.commitment.section',
      'plan.commitment.quote',
      'plan.commitment.origin',
      'plan.commitment.review_state',
      'plan.commitment.drop_reason',
      'plan.commitment.kind',
      'plan.commitment.title',
      'plan.commitment.content',
      'plan.commitment.measure',
      'plan.commitment.changed_by_name',
    ],
  },
  keeps: async (ctx, ids) =>
    (await underWay(ctx, ids)).map(({ title, commitmentId, isTask }) => ({
      kind: 'open',
      what: isTask ? 'plan:erasure.task' : 'plan:erasure.commitment',
      params: { title },
      until: null,
      link: `/plan/commitments/${commitmentId}`,
    })),
  describe: async (ctx, ids) => {
    let [tasks, commitments] = [0, 0];
    for (const id of ids) {
      const assigned = await assignedTo(ctx, id);
      [tasks, commitments] = [tasks + assigned.tasks, commitments + assigned.commitments];
    }
    return [
      { what: 'plan:followed.tasks', goes: 0, stays: tasks, why: 'plan:erasure.plans' },
      { what: 'plan:followed.commitments', goes: 0, stays: commitments, why: 'plan:erasure.plans' },
    ];
  },
  erase: async () => undefined,
};
