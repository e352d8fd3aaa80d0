type Asked = Readonly<Record<string, string | null | undefined>>;

function withQuery(path: string, asked: Asked): string {
  const given = Object.entries(asked).filter((one): one is [string, string] => Boolean(one[1]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** Where the pages of the books are; each figure leads to the next finer one. */
export const at = {
  book: (id: string, asked: Asked = {}) => withQuery(`/finance/books/${id}`, asked),
  part: (id: string, part: BookPart, asked: Asked = {}) =>
    part === 'chart' ? at.book(id, asked) : withQuery(`/finance/books/${id}/${part}`, asked),
  account: (id: string, asked: Asked = {}) => withQuery(`/finance/accounts/${id}`, asked),
  parties: (id: string, asked: Asked = {}) => withQuery(`/finance/accounts/${id}/parties`, asked),
  entry: (id: string) => `/finance/entries/${id}`,
};

export const bookParts = ['chart', 'entries', 'trial-balance', 'general-ledger', 'periods', 'opening'] as const;
export type BookPart = (typeof bookParts)[number];
