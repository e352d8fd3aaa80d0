import { text, type RecordSource } from '#kernel';
import { isId } from '#kernel/contract';
import { mayOnBook } from '../books/policy';
import { booksByIds } from '../books/store';
import { IMPORT_SOURCE } from './posting';
import { importById } from './store';

/** Entries out of a file lead to the import that brought them. */
export const importSource: RecordSource = {
  prefix: IMPORT_SOURCE,
  find: async (ctx, ids) => {
    const found = new Map<string, { title: string; to: string }>();
    for (const id of ids.filter(isId)) {
      const record = await importById(ctx, id);
      const [book] = record === null ? [] : await booksByIds(ctx, [record.bookId]);
      if (record === null || book === undefined || !mayOnBook(ctx, 'ledger.book.read', book)) continue;
      const title = text(ctx.language, 'ledger:exchange.sourceTitle', { name: record.fileName });
      found.set(id, { title, to: `/finance/books/${book.id}/exchange` });
    }
    return found;
  },
};
