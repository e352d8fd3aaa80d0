import { may, notFound, scopePaths, type Context } from '#kernel';
import { getUnit } from '#engines/roster';
import { bookById, accountById, type AccountRecord, type BookRecord } from './store';

type Permission = `ledger.${string}.${string}`;

/** Whoever may do a thing with the money of a unit may do it with each book of the unit and of those below. */
export function mayOnBook(ctx: Context, permission: Permission, book: Pick<BookRecord, 'unitPath'>): boolean {
  return may(ctx.user, permission, book.unitPath);
}

/** Refuses: a book that isn't there, or of which the person may not even read. */
export async function visibleBook(ctx: Context, id: string): Promise<BookRecord> {
  return bookFor(ctx, id, 'ledger.book.read');
}

/** Refuses: a book that isn't there, or with which the person may not do this. */
export async function bookFor(ctx: Context, id: string, permission: Permission): Promise<BookRecord> {
  const book = await bookById(ctx, id);
  if (book === null || !mayOnBook(ctx, permission, book)) throw notFound();
  return book;
}

/** Refuses: an account that isn't there, or with whose book the person may not do this. */
export async function accountFor(
  ctx: Context,
  id: string,
  permission: Permission,
): Promise<{ account: AccountRecord; book: BookRecord }> {
  const account = await accountById(ctx, id);
  if (account === null) throw notFound();
  return { account, book: await bookFor(ctx, account.bookId, permission) };
}

/** The paths that a list is to show: the unit that was asked for, or all that the permission reaches. */
export async function pathsAsked(ctx: Context, permission: Permission, unitId: string | undefined): Promise<string[]> {
  if (unitId === undefined) return scopePaths(ctx.user, permission);
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, permission, unit.path)) throw notFound();
  return [unit.path];
}
