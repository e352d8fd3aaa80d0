import type { ModulePages } from '#ui';

const permission = 'roster.cohort.read';

/** The cohorts: their list, their members as of a day, and the desk on which one is written. */
export const cohortPages: ModulePages = {
  module: 'cohorts',
  texts: {
    'zh-CN': () => import('../../cohorts/locale/zh-CN.json').then((words) => ({ default: words.cohorts })),
    en: () => import('../../cohorts/locale/en.json').then((words) => ({ default: words.cohorts })),
  },
  uses: ['roster'],
  desktop: [
    { path: '/admin/cohorts', permission, load: () => import('./cohorts-page') },
    { path: '/admin/cohorts/$cohortId', permission, load: () => import('./cohort-page') },
    {
      path: '/admin/cohorts/$cohortId/edit',
      permission: 'roster.cohort.write',
      load: () => import('./edit/edit-page'),
    },
  ],
  phone: [],
  menu: [{ at: 'admin', textKey: 'pages.title', icon: 'filter', path: '/admin/cohorts', permission }],
};
