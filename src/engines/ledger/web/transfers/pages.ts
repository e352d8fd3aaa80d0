import type { ModulePages } from '#ui';

const permission = 'ledger.book.read';

/** Transfers between books: asked for by one person, approved by another, posted in both or in none. */
export const transferPages: ModulePages = {
  module: 'transfers',
  texts: {
    'zh-CN': () => import('../../transfers/locale/zh-CN.json').then((words) => ({ default: words.transfers })),
    en: () => import('../../transfers/locale/en.json').then((words) => ({ default: words.transfers })),
  },
  uses: ['roster', 'budgets'],
  desktop: [{ path: '/finance/transfers', permission, load: () => import('./list-page') }],
  phone: [],
  menu: [{ at: 'finance', textKey: 'pages.title', icon: 'again', path: '/finance/transfers', permission }],
};
