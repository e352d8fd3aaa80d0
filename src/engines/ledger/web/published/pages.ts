import type { ModulePages } from '#ui';

const permission = 'ledger.statement.read';

/** Published statements on everybody's phone. */
export const statementPages: ModulePages = {
  module: 'statements',
  texts: {
    'zh-CN': () => import('../../statements/locale/zh-CN.json').then((words) => ({ default: words.statements })),
    en: () => import('../../statements/locale/en.json').then((words) => ({ default: words.statements })),
  },
  uses: [],
  desktop: [],
  phone: [
    {
      path: '/disclosure/statements/$id',
      permission,
      tab: 'disclosure',
      load: () => import('./phone/statement-page'),
    },
  ],
  phoneDisclosure: [{ order: 10, permission, load: () => import('./phone/published-card') }],
  menu: [],
};
