import { listBooks } from '#engines/ledger/contract';
import { useCan, useRows } from '#ui';
import type { Filter } from '#ui/desktop';

export interface FilterWords {
  readonly state: string;
  readonly book: string;
  readonly from: string;
  readonly to: string;
}

/** What papers of the books are looked for by, vouchers and receipts alike: their state, their book, their days. */
export function usePaperFilters<State extends string>(
  words: FilterWords,
  states: readonly State[],
  labelOf: (state: State) => string,
): readonly Filter[] {
  const may = useCan();
  const books = useRows(listBooks, { query: { limit: 100 } }, { enabled: may('ledger.book.read') });
  return [
    {
      ...{ name: 'state', label: words.state, kind: 'tabs' },
      options: states.map((value) => ({ value, label: labelOf(value) })),
    },
    {
      ...{ name: 'bookId', label: words.book, kind: 'select' },
      options: books.rows.map(({ id, name }) => ({ value: id, label: name })),
    },
    { name: 'from', label: words.from, kind: 'day' },
    { name: 'to', label: words.to, kind: 'day' },
  ];
}
