import { z } from 'zod';
import { accountStates, AppError, setAccountClosed, type Context } from '#kernel';
import { isOwnAccount } from '../policy';
import { endAllDelegationsBy } from '../rights/delegations';
import { accountsOf, grantsOf, tellAccount } from '../store/grants';
import { reachesAll } from './policy';
import type { PersonMove } from './person-follower';
import { relinkAccounts } from './store-merge';

/** The accounts of the two as they were, and the one that the merge closed. */
export const accountJournal = z.object({
  links: z.array(z.object({ personId: z.string(), accountId: z.string() })),
  closed: z.string().nullable(),
});
type AccountJournal = z.infer<typeof accountJournal>;

/**
 * One person has one account. Where only the record that goes has one, it goes over; where both have one, the chosen
 * one stays open and the other is closed, its roles as they are. Refuses: closing the own account, or one that has a role
 * beyond the part of the tree where the person merges.
 */
export async function mergeAccounts(
  ctx: Context,
  { from, to }: PersonMove,
  chosen: 'survivor' | 'merged',
): Promise<AccountJournal> {
  const links = await accountsOf(ctx, [from, to]);
  const accountOf = (personId: string) => links.find((link) => link.personId === personId)?.accountId;
  const [going, staying] = [accountOf(from), accountOf(to)];
  if (going === undefined) return { links, closed: null };
  if (staying === undefined) {
    await relinkAccounts(ctx, [from, to], [{ personId: to, accountId: going }]);
    await tellAccount(ctx, going);
    return { links, closed: null };
  }

  const [kept, closing] = chosen === 'survivor' ? [staying, going] : [going, staying];
  await refuseClosing(ctx, closing);

  await relinkAccounts(
    ctx,
    [from, to],
    [
      { personId: to, accountId: kept },
      { personId: from, accountId: closing },
    ],
  );
  const isOpen = (await accountStates(ctx, [closing])).get(closing)?.isClosed === false;
  if (isOpen) {
    await setAccountClosed(ctx.transaction, closing, true);
    await endAllDelegationsBy(ctx, closing);
  }
  await tellAccount(ctx, kept);
  return { links, closed: isOpen ? closing : null };
}

/** Both have their accounts again, and the closed one is opened. Refuses: an account with a role beyond reach. */
export async function partAccounts(ctx: Context, { from, to }: PersonMove, journal: AccountJournal): Promise<void> {
  const now = await accountsOf(ctx, [from, to]);
  if (journal.links.every(({ personId }) => personId === to)) return;
  if (journal.closed !== null) await refuseClosing(ctx, journal.closed);
  await relinkAccounts(ctx, [from, to], journal.links);
  if (journal.closed !== null) await setAccountClosed(ctx.transaction, journal.closed, false);
  for (const { accountId } of now) await tellAccount(ctx, accountId);
}

async function refuseClosing(ctx: Context, accountId: string): Promise<void> {
  if (isOwnAccount(ctx, accountId)) throw new AppError('roster.own_account');
  const grants = await grantsOf(ctx, [accountId], ctx.clock.today());
  if (
    !reachesAll(
      ctx,
      grants.map((grant) => grant.unitPath),
    )
  )
    throw new AppError('roster.account_beyond', {
      name: (await accountStates(ctx, [accountId])).get(accountId)?.name ?? '',
    });
}
