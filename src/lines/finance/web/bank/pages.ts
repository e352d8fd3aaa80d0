import type { ModulePages } from '#ui';

const permission = 'finance.bank.read';

/** Bank accounts, what their statements say, how it is matched with the book, and the sheet of each month. */
export const bankPages: ModulePages = {
  module: 'bank',
  texts: {
    'zh-CN': () => import('../../bank/locale/zh-CN.json').then((words) => ({ default: words.bank })),
    en: () => import('../../bank/locale/en.json').then((words) => ({ default: words.bank })),
  },
  uses: ['roster'],
  desktop: [
    { path: '/finance/bank', permission, load: () => import('./accounts-page') },
    { path: '/finance/bank/$accountId', permission, load: () => import('./matching-page') },
    { path: '/finance/bank/$accountId/statements', permission, load: () => import('./statements-page') },
    { path: '/finance/bank/$accountId/sheet', permission, load: () => import('./sheet-page') },
  ],
  phone: [],
  menu: [{ at: 'finance', textKey: 'title', icon: 'columns', path: '/finance/bank', permission }],
};
