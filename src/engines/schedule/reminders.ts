import { z } from 'zod';
import { audit, job, type Context } from '#kernel';
import { addDays } from '#kernel/contract';
import { selectStartingOn } from './store';
import { tellOfTomorrow } from './tell-people';

/** Reminds everybody with a place of what begins tomorrow. It may be asked twice a day: nobody is told twice. */
export async function remindOfTomorrow(ctx: Context): Promise<{ events: number }> {
  const events = await selectStartingOn(ctx, addDays(ctx.clock.today(), 1));
  for (const event of events) await tellOfTomorrow(ctx, event);
  if (events.length > 0) audit(ctx, { action: 'schedule.remindOfTomorrow', details: { events: events.length } });
  return { events: events.length };
}

/** In the late afternoon, when tomorrow is planned. */
export const reminderJob = job({
  name: 'schedule.remind_of_tomorrow',
  payload: z.unknown(),
  rhythm: { dailyAt: '16:30' },
  work: async (ground) => {
    await ground.act(remindOfTomorrow);
  },
});
