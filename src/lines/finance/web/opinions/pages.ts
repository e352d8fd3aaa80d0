import type { ModulePages } from '#ui';

/** What the auditors say of published statements, beside the statements themselves. */
export const opinionPages: ModulePages = {
  module: 'opinions',
  texts: {
    'zh-CN': () => import('../../opinions/locale/zh-CN.json').then((words) => ({ default: words.opinions })),
    en: () => import('../../opinions/locale/en.json').then((words) => ({ default: words.opinions })),
  },
  desktop: [],
  phone: [],
  menu: [],
  beside: [
    {
      record: 'ledger.statement',
      permission: null,
      load: () => import('./statement-opinions'),
    },
  ],
};
