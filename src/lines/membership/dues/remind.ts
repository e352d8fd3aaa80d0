import { z } from 'zod';
import { audit, job, notify, yuanText, type Context } from '#kernel';
import { accountsOfPeople, accountsWhoMay } from '#engines/roster';
import { firstOf, monthsInARow } from './rules';
import { unpaidMonths } from './store-overview';

const REMIND_FROM = 2;
const TALK_FROM = 6;

/**
 * Tells members what they owe from the second month on, and those who keep the members who owes six in a row. It decides
 * nothing. Asked twice in a month, it tells nobody twice.
 */
export async function remindOfDues(ctx: Context): Promise<void> {
  const month = firstOf(ctx.clock.today());
  // The whole tree: the job belongs to the house, and each is told of the own part of it.
  const owing = await unpaidMonths(ctx, { under: ['/'], least: REMIND_FROM });
  const accounts = await accountsOfPeople(
    ctx,
    owing.map((row) => row.personId),
  );
  for (const { personId, arrears, months } of owing) {
    const account = accounts.get(personId);
    if (account !== undefined)
      await notify(ctx, {
        to: [account],
        kind: 'membership.dues_owed',
        params: { count: months.length, amount: yuanText(arrears) },
        link: { phone: '/dues' },
        key: `membership.dues:${personId}:${month}`,
      });
  }
  const lapsing = new Map<string, number>();
  for (const { unitPath, months } of owing)
    if (monthsInARow(months) >= TALK_FROM) lapsing.set(unitPath, (lapsing.get(unitPath) ?? 0) + 1);
  for (const [unitPath, count] of lapsing)
    await notify(ctx, {
      to: await accountsWhoMay(ctx, 'membership.member.write', unitPath),
      kind: 'membership.dues_lapsing',
      params: { count },
      link: { desktop: '/membership/dues/lapsing' },
      key: `membership.lapsing:${unitPath}:${month}`,
    });
  if (owing.length > 0) audit(ctx, { action: 'membership.remindOfDues', details: { count: owing.length } });
}

export const duesReminderJob = job({
  name: 'membership.remind_of_dues',
  payload: z.unknown(),
  rhythm: { dailyAt: '08:45' },
  work: async (ground) => {
    await ground.act(remindOfDues);
  },
});
