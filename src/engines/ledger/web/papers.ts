import type { ModulePages } from '#ui';

const permission = 'ledger.book.read';

/** What a book is closed, published and carried away with: its statements, its year's end, its files. */
export const paperPages: ModulePages = {
  module: 'papers',
  texts: {
    'zh-CN': async () => ({
      default: {
        statements: (await import('../statements/locale/zh-CN.json')).statements,
        yearEnd: (await import('../year-end/locale/zh-CN.json')).yearEnd,
        exchange: (await import('../exchange/locale/zh-CN.json')).exchange,
      },
    }),
    en: async () => ({
      default: {
        statements: (await import('../statements/locale/en.json')).statements,
        yearEnd: (await import('../year-end/locale/en.json')).yearEnd,
        exchange: (await import('../exchange/locale/en.json')).exchange,
      },
    }),
  },
  uses: ['books', 'roster'],
  desktop: [
    { path: '/finance/books/$bookId/statements', permission, load: () => import('./statements/statement-page') },
    { path: '/finance/statements/$statementId', permission, load: () => import('./statements/published-page') },
    { path: '/finance/books/$bookId/year-end', permission, load: () => import('./year-end/year-end-page') },
    { path: '/finance/books/$bookId/exchange', permission, load: () => import('./exchange/exchange-page') },
  ],
  phone: [],
  menu: [],
};
