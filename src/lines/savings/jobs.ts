import { z } from 'zod';
import { job } from '#kernel';
import { checkControls } from './associations/control';
import { workOnList } from './lists/take';
import { remindOfInstalments } from './loans/remind';
import { workOnShares } from './shares/make';
import { unfinishedWork } from './store-work';

const payload = z.object({ id: z.uuid() });

export const listJob = job({
  name: 'savings.take_list',
  payload,
  work: (ground, { id }) => workOnList(ground, id),
});

export const shareJob = job({
  name: 'savings.make_shares',
  payload,
  work: (ground, { id }) => workOnShares(ground, id),
});

/** What a killed program left is done within the hour; whoever asks for it again need not wait. */
const resumeJob = job({
  name: 'savings.resume_work',
  payload: z.unknown(),
  rhythm: { hourlyAt: 37 },
  work: async (ground) => {
    for (const { table, id } of await ground.act(unfinishedWork))
      await (table === 'list' ? workOnList(ground, id) : workOnShares(ground, id));
  },
});

const controlJob = job({
  name: 'savings.check_controls',
  payload: z.unknown(),
  rhythm: { dailyAt: '00:40' },
  work: async (ground) => {
    await ground.act(checkControls);
  },
});

const reminderJob = job({
  name: 'savings.remind_of_instalments',
  payload: z.unknown(),
  rhythm: { dailyAt: '08:50' },
  work: async (ground) => {
    await ground.act(remindOfInstalments);
  },
});

export const savingsJobs = [listJob, shareJob, resumeJob, controlJob, reminderJob];
