import { z } from 'zod';
import { job, type Context } from '#kernel';
import { addDays } from '#kernel/contract';
import { enrolmentsOf, moveEnrolments } from '#engines/roster';
import { schemes } from './schemes';
import { peopleLapsed } from './store';

/** Whom no plan covers any more is out of the association from the day after the last one: the contract itself ends so. */
export async function lapseCovers(ctx: Context): Promise<number> {
  const day = ctx.clock.today();
  const lapsed = await peopleLapsed(ctx, day);
  const states = await enrolmentsOf(ctx, schemes.staff_insurance, {
    personIds: lapsed.map((row) => row.personId),
    day,
  });
  const inside = lapsed.filter((row) => states.get(row.personId)?.state === 'covered');
  await moveEnrolments(
    ctx,
    schemes.staff_insurance,
    inside.map(({ personId, lastDay }) => ({
      personId,
      to: 'left',
      from: [addDays(lastDay, 1), states.get(personId)!.since].sort().at(-1)!,
      reason: '保障期满',
    })),
  );
  return inside.length;
}

export const lapseJob = job({
  name: 'relief.lapse_covers',
  payload: z.object({}),
  rhythm: { dailyAt: '00:20' },
  work: async (ground) => {
    const lapsed = await ground.act(lapseCovers);
    if (lapsed > 0) ground.log.info({ lapsed }, 'covers lapsed');
  },
});
