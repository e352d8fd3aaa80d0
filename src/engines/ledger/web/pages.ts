import type { ModulePages } from '#ui';

const permission = 'ledger.book.read';

/** The books: funds at a glance, a book with its chart, journal, balances and months, accounts and entries. */
export const bookPages: ModulePages = {
  module: 'books',
  texts: {
    'zh-CN': () => import('../books/locale/zh-CN.json').then((words) => ({ default: words.books })),
    en: () => import('../books/locale/en.json').then((words) => ({ default: words.books })),
  },
  uses: ['roster'],
  desktop: [
    { path: '/finance', permission, load: () => import('./books/overview-page') },
    { path: '/finance/books/$bookId', permission, load: () => import('./books/book-page') },
    { path: '/finance/books/$bookId/entries', permission, load: () => import('./entries/journal-page') },
    { path: '/finance/books/$bookId/trial-balance', permission, load: () => import('./balances/trial-page') },
    { path: '/finance/books/$bookId/general-ledger', permission, load: () => import('./balances/general-page') },
    { path: '/finance/books/$bookId/periods', permission, load: () => import('./periods/periods-page') },
    { path: '/finance/books/$bookId/opening', permission, load: () => import('./entries/opening-page') },
    { path: '/finance/accounts/$accountId', permission, load: () => import('./balances/card-page') },
    { path: '/finance/accounts/$accountId/parties', permission, load: () => import('./balances/parties-page') },
    { path: '/finance/entries/$entryId', permission, load: () => import('./entries/entry-page') },
  ],
  phone: [],
  menu: [{ at: 'finance', textKey: 'pages.title', icon: 'finance', path: '/finance', permission }],
};
