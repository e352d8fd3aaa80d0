import { eraseAccount, removeFile, setAccountClosed, tell, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Erasers } from './keeps';
import { shellName, shellStaffNumber } from './rules';
import * as store from './store-erase';

/** Before every reading of a name, so that shells stand together in whatever is ordered by it. */
const SHELL_KEY = '~';

/**
 * Erases the data of records that are one person; whoever calls has judged all. `former`: the numbers that they had as
 * shells before a restore brought them back. What modules keep goes first, while the account is still theirs.
 */
export async function eraseRecords(
  ctx: Context,
  erasers: Erasers,
  ids: readonly string[],
  former: ReadonlyMap<string, number> = new Map(),
): Promise<void> {
  const shells: store.Shell[] = [];
  for (const id of ids) {
    const number = await store.nextNumber(ctx, former.get(id) ?? null);
    shells.push({ id, number, name: shellName(number), staffNumber: shellStaffNumber(number), nameKey: SHELL_KEY });
  }
  const shownAs = shells[0]!.name;
  const accountIds = await store.accountsOf(ctx, ids);
  for (const eraser of erasers) await eraser.erase(ctx, { ids, accountIds, shownAs });
  await store.emptyTexts(ctx, ids, shownAs);
  for (const fileId of await store.partFromFiles(ctx, ids)) await removeFile(ctx, fileId);
  await store.endAccess(ctx, accountIds, shownAs);
  for (const accountId of accountIds) await eraseAccount(ctx, accountId, shownAs);
  await store.writeShells(ctx, shells, ctx.clock.today());
  for (const id of ids) tell(ctx, `person:${id}`);
}

/** The record leaves every list and search; its account is closed, and nobody opens it but by a right of its own. */
export async function blockRecords(ctx: Context, ids: readonly string[], until: Day | null): Promise<void> {
  const accountIds = await store.accountsOf(ctx, ids);
  await store.setBlocked(ctx, ids, ctx.clock.today(), until);
  for (const accountId of accountIds) await setAccountClosed(ctx.transaction, accountId, true);
  for (const id of ids) tell(ctx, `person:${id}`);
}
