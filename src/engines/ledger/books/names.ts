import type { Context } from '#kernel';
import { mayOnBook } from './policy';
import { booksByIds } from './store';

/** The names of books for the log, of those that its reader may read. */
export async function findBookNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const books = (await booksByIds(ctx, ids)).filter((book) => mayOnBook(ctx, 'ledger.book.read', book));
  return new Map(books.map(({ id, name }) => [id, name]));
}
