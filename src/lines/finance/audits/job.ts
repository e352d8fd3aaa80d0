import { z } from 'zod';
import { job } from '#kernel';
import { remindOfFindings } from './told';

export const findingReminderJob = job({
  name: 'finance.remind_of_findings',
  payload: z.unknown(),
  rhythm: { dailyAt: '08:40' },
  work: async (ground) => {
    await ground.act(remindOfFindings);
  },
});
