import { z } from 'zod';
import { audit, job, notify, type Context } from '#kernel';
import { accountsWhoMay, peopleById } from '#engines/roster';
import { dueApplications } from './applications/store';
import { tellStepDue } from './applications/told';
import { membersWhoLeft } from './moves/moves';
import { openTransfers } from './moves/store';

/**
 * Tells those who look after members what waits for them: steps whose day has come, members whose employment ended,
 * transfers without a receipt. It decides nothing. Asked twice, it tells nobody twice.
 */
export async function remindOfMembers(ctx: Context): Promise<void> {
  const today = ctx.clock.today();
  const due = await dueApplications(ctx, today);
  const transfers = await openTransfers(ctx, { askedBy: today });
  // The whole tree: the job belongs to the house, and each is told of the own part of it.
  const left = await membersWhoLeft(ctx, ['/']);
  const people = await peopleById(
    ctx,
    [...due, ...transfers, ...left].map((row) => row.personId),
  );
  const nameOf = (personId: string) => people.get(personId)?.name ?? '';

  for (const application of due) await tellStepDue(ctx, application, nameOf(application.personId));
  for (const { id, personId, unitPath, destination, sentOn } of transfers)
    await notify(ctx, {
      to: await accountsWhoMay(ctx, 'membership.member.write', unitPath),
      kind: 'membership.receipt_missing',
      params: { name: nameOf(personId), destination, day: sentOn },
      link: { desktop: '/membership/open' },
      key: `membership.receipt:${id}`,
    });
  for (const { personId, unitPath, employedTo } of left)
    await notify(ctx, {
      to: await accountsWhoMay(ctx, 'membership.member.write', unitPath),
      kind: 'membership.employment_ended',
      params: { name: nameOf(personId), day: employedTo! },
      link: { desktop: '/membership/open' },
      key: `membership.left:${personId}:${employedTo!}`,
    });
  const details = { due: due.length, transfers: transfers.length, left: left.length };
  if (due.length + transfers.length + left.length > 0) audit(ctx, { action: 'membership.remind', details });
}

export const reminderJob = job({
  name: 'membership.remind_daily',
  payload: z.unknown(),
  rhythm: { dailyAt: '08:30' },
  work: async (ground) => {
    await ground.act(remindOfMembers);
  },
});
