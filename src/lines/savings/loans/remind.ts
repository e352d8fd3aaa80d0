import { audit, notify, yuanText, type Context } from '#kernel';
import { accountsOfPeople } from '#engines/roster';
import { overdueLoans } from './store';

/** Tells borrowers what they should have repaid; asked twice in a month, it tells nobody twice. */
export async function remindOfInstalments(ctx: Context): Promise<void> {
  const today = ctx.clock.today();
  const loans = await overdueLoans(ctx, today);
  const accounts = await accountsOfPeople(
    ctx,
    loans.map((loan) => loan.personId),
  );
  for (const { id, personId, overdue } of loans) {
    const account = accounts.get(personId);
    if (account !== undefined)
      await notify(ctx, {
        to: [account],
        kind: 'savings.instalment_overdue',
        params: { amount: yuanText(overdue) },
        link: { phone: '/savings' },
        key: `savings.overdue:${id}:${today.slice(0, 7)}`,
      });
  }
  if (loans.length > 0) audit(ctx, { action: 'savings.remindOfInstalments', details: { count: loans.length } });
}
