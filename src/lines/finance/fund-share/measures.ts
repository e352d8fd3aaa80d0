import type { Measure } from '#kernel';
import { earlierOf, type MeasureFigure } from '#kernel/contract';
import { booksUnder } from '#engines/ledger';
import { unitNames } from '#engines/roster';
import { fundEntries } from './entries';

/** What the employer paid over to the union in the window, the part that is handed up included. */
export const employerContribution: Measure = {
  name: 'finance.employer_contribution',
  unit: 'fen',
  async answer(ctx, questions) {
    const figures: MeasureFigure[] = [];
    for (const { window, asOf, unitPath } of questions) {
      const books = await booksUnder(ctx, [unitPath]);
      const to = earlierOf(asOf, window.to);
      const { received } = await fundEntries(ctx, { bookIds: books.map(({ id }) => id), from: window.from, to });
      const unitOf = new Map(books.map(({ id, unitId }) => [id, unitId]));
      const names = await unitNames(ctx, [...new Set(books.map((book) => book.unitId))]);
      figures.push({
        ...{ measure: 'finance.employer_contribution', unit: 'fen', of: null },
        countedDays: received.map(({ on }) => on),
        value: received.reduce((all, { kept, remitted }) => all + kept + remitted, 0n).toString(),
        rows: received.map(({ entryId, bookId, on, words, kept, remitted }) => ({
          ...{ id: entryId, title: words, day: on, unitName: names.get(unitOf.get(bookId)!) ?? null },
          ...{ amount: (kept + remitted).toString(), isCounted: true, reason: null },
          href: `/finance/entries/${entryId}`,
        })),
      });
    }
    return figures;
  },
};
