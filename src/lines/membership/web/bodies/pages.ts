import type { ModulePages } from '#ui';

const permission = 'membership.body.read';

/** The bodies of the union: their list with what is due, and a body with its terms and people. */
export const bodyPages: ModulePages = {
  module: 'bodies',
  texts: {
    'zh-CN': () => import('../../bodies/locale/zh-CN.json').then((words) => ({ default: words.bodies })),
    en: () => import('../../bodies/locale/en.json').then((words) => ({ default: words.bodies })),
  },
  uses: ['roster'],
  desktop: [
    { path: '/membership/bodies', permission, load: () => import('./bodies-page') },
    { path: '/membership/bodies/$bodyId', permission, load: () => import('./body-page') },
  ],
  phone: [],
  menu: [{ at: 'membership', textKey: 'pages.title', icon: 'flag', path: '/membership/bodies', permission }],
  counts: { permission: 'membership.body.write', load: () => import('./count-due') },
};
