import type { OpenBook } from './store-open';

/** The book of the unit itself, or else of the nearest unit above that keeps one; null where nobody does. */
export function nearestBook(books: readonly OpenBook[], unitPath: string): OpenBook | null {
  let nearest: OpenBook | null = null;
  for (const book of books)
    if (unitPath.startsWith(book.unitPath) && book.unitPath.length > (nearest?.unitPath.length ?? 0)) nearest = book;
  return nearest;
}
