import { z } from 'zod';
import { job } from '#kernel';
import { workOnList } from './make-payments';
import { workOnRun } from './make-run';
import { unfinishedWork } from './store-runs';

const payload = z.object({ id: z.uuid() });

export const runJob = job({
  name: 'membership.make_dues_run',
  payload,
  work: (ground, { id }) => workOnRun(ground, id),
});

export const listJob = job({
  name: 'membership.take_dues_list',
  payload,
  work: (ground, { id }) => workOnList(ground, id),
});

/** What a killed program left is done within the hour; whoever asks for it again need not wait. */
const resumeJob = job({
  name: 'membership.resume_dues',
  payload: z.unknown(),
  rhythm: { hourlyAt: 17 },
  work: async (ground) => {
    for (const { table, id } of await ground.act(unfinishedWork))
      await (table === 'dues_run' ? workOnRun(ground, id) : workOnList(ground, id));
  },
});

export const duesJobs = [runJob, listJob, resumeJob];
