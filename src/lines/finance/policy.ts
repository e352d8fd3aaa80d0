import { may, notFound, scopePaths, userOf, type Context } from '#kernel';
import { booksByIds, type BookRecord } from '#engines/ledger';
import { getUnit } from '#engines/roster';

type Permission = `finance.${string}.${string}`;

/** The paths that a list is to show: the unit that was asked for, or all that the permission reaches. */
export async function pathsAsked(ctx: Context, permission: Permission, unitId: string | undefined): Promise<string[]> {
  if (unitId === undefined) return scopePaths(ctx.user, permission);
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, permission, unit.path)) throw notFound();
  return [unit.path];
}

/** Refuses: a book that isn't there, or with whose money the person may not do this. */
export async function bookFor(ctx: Context, id: string, permission: Permission): Promise<BookRecord> {
  const [book] = await booksByIds(ctx, [id]);
  if (book === undefined || !may(ctx.user, permission, book.unitPath)) throw notFound();
  return book;
}

/** Whether the account of the context is one of these; whose other account it may be, `refuseSameHand` finds out. */
export const isOneOf = (ctx: Context, hands: readonly (string | null)[]): boolean =>
  hands.includes(userOf(ctx).accountId);
