import type { ModulePages } from '#ui';

/** Duplicate people: found, told apart, merged, and parted again. */
export const doublePages: ModulePages = {
  module: 'doubles',
  texts: {
    'zh-CN': () => import('../../doubles/locale/zh-CN.json'),
    en: () => import('../../doubles/locale/en.json'),
  },
  uses: ['roster', 'dossier'],
  desktop: [
    { path: '/admin/people/doubles', permission: 'roster.person.merge', load: () => import('./doubles-page') },
    { path: '/admin/people/doubles/compare', permission: 'roster.person.merge', load: () => import('./compare-page') },
  ],
  phone: [],
  menu: [
    {
      at: 'admin',
      textKey: 'doubles.nav',
      icon: 'person',
      path: '/admin/people/doubles',
      permission: 'roster.person.merge',
    },
  ],
};
