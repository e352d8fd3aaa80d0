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

export const bookParts = [
  'chart',
  'entries',
  'trial-balance',
  'general-ledger',
  'statements',
  'periods',
  'year-end',
  'opening',
  'exchange',
] as const;
export type BookPart = (typeof bookParts)[number];

/** The last day of a month such as `2024-02`. */
export function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`;
}
