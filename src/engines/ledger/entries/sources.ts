import { text, type Context, type RecordSource } from '#kernel';
import { isId } from '#kernel/contract';
import { mayOnBook } from '../books/policy';
import { booksByIds } from '../books/store';

/** The source of a text such as `finance.voucher:0190…`, and the id in it. */
export function sourceOf(ctx: Context, source: string): { kind: RecordSource | undefined; id: string } {
  const at = source.indexOf(':');
  return { kind: ctx.house.recordSources.get(source.slice(0, at)), id: source.slice(at + 1) };
}

/** What brought an entry about, for who may open it; its title and address are the record's own module's to say. */
export async function presentSource(
  ctx: Context,
  source: string,
): Promise<{ text: string; title: string | null; to: string | null }> {
  const { kind, id } = sourceOf(ctx, source);
  const found = (await kind?.find(ctx, [id]))?.get(id);
  return { text: source, title: found?.title ?? null, to: found?.to ?? null };
}

export const OPENING_SOURCE = 'ledger.opening';

/** Opening balances are entered on a page of the book: `ledger.opening:<book>`. */
export const openingSource: RecordSource = {
  prefix: OPENING_SOURCE,
  find: async (ctx, ids) => {
    const books = (await booksByIds(ctx, ids.filter(isId))).filter((book) => mayOnBook(ctx, 'ledger.book.read', book));
    const title = text(ctx.language, 'ledger:books.entryKinds.opening');
    return new Map(books.map(({ id }) => [id, { title, to: `/finance/books/${id}/opening` }]));
  },
};
