import { text, type RecordSource } from '#kernel';
import { isId } from '#kernel/contract';
import { mayOnBook } from '../books/policy';
import { booksByIds } from '../books/store';
import { yearEndById } from './store';
import { YEAR_END_SOURCE } from './year-end';

/** Closing entries lead to the year's end of their book, and are taken back there alone. */
export const yearEndSource: RecordSource = {
  prefix: YEAR_END_SOURCE,
  isTakenBackThere: true,
  find: async (ctx, ids) => {
    const found = new Map<string, { title: string; to: string }>();
    for (const id of ids.filter(isId)) {
      const end = await yearEndById(ctx, id);
      const [book] = end === null ? [] : await booksByIds(ctx, [end.bookId]);
      if (end === null || book === undefined || !mayOnBook(ctx, 'ledger.book.read', book)) continue;
      const title = text(ctx.language, 'ledger:yearEnd.sourceTitle', { year: end.year });
      found.set(id, { title, to: `/finance/books/${end.bookId}/year-end?year=${end.year}` });
    }
    return found;
  },
};
