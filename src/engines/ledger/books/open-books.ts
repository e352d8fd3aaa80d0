import { scopePaths, type Context } from '#kernel';
import { unitNames } from '#engines/roster';
import { openBooksWithin, type BookInReach, type OpenBook } from './store-open';

/** The book of the unit itself, or else of the nearest unit above that keeps one; null where nobody does. */
export function nearestBook(books: readonly OpenBook[], unitPath: string): OpenBook | null {
  let nearest: OpenBook | null = null;
  for (const book of books)
    if (unitPath.startsWith(book.unitPath) && book.unitPath.length > (nearest?.unitPath.length ?? 0)) nearest = book;
  return nearest;
}

/** The open books within reach of a right of the user's, with the names of their units: what a form lets one choose from. */
export async function booksInReach(ctx: Context, permission: string): Promise<(BookInReach & { unitName: string })[]> {
  const books = await openBooksWithin(ctx, scopePaths(ctx.user, permission));
  const names = await unitNames(
    ctx,
    books.map((book) => book.unitId),
  );
  return books.map((book) => ({ ...book, unitName: names.get(book.unitId) ?? '' }));
}
