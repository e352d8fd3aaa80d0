import type { ModulePages } from '#ui';

const permission = 'ledger.budget.read';

/** Budgets: their list, the board of one with its lines, and where a draft is written. */
export const budgetPages: ModulePages = {
  module: 'budgets',
  texts: {
    'zh-CN': () => import('../../budgets/locale/zh-CN.json').then((words) => ({ default: words.budgets })),
    en: () => import('../../budgets/locale/en.json').then((words) => ({ default: words.budgets })),
  },
  uses: ['roster'],
  desktop: [
    { path: '/finance/budgets', permission, load: () => import('./list-page') },
    { path: '/finance/budgets/$budgetId', permission, load: () => import('./board-page') },
    { path: '/finance/budgets/$budgetId/outside', permission, load: () => import('./outside-page') },
    {
      path: '/finance/budgets/$budgetId/draft',
      permission: 'ledger.budget.write',
      load: () => import('./draft-page'),
    },
  ],
  phone: [],
  menu: [{ at: 'finance', textKey: 'pages.title', icon: 'finance', path: '/finance/budgets', permission }],
};
