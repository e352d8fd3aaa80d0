import type { ModulePages } from '#ui';

const texts: ModulePages['texts'] = {
  'zh-CN': () => import('../locale/zh-CN.json'),
  en: () => import('../locale/en.json'),
};

/** Who is in the two funds, and what covers oneself. */
export const reliefPages: ModulePages = {
  module: 'relief',
  texts,
  uses: ['roster'],
  desktop: [],
  phone: [{ path: '/coverages', permission: 'relief.coverage.own', tab: 'me', load: () => import('./phone/own-page') }],
  phoneMe: [{ order: 30, permission: 'relief.coverage.own', load: () => import('./phone/own-row') }],
  menu: [],
};

/** What of it is done at a desk: no phone has to fetch as much as its name. */
export const reliefDeskPages: ModulePages = {
  module: 'relief',
  texts,
  uses: ['roster'],
  desktop: [
    {
      path: '/relief/coverages',
      permission: 'relief.coverage.total',
      load: () => import('./admin/coverages-page'),
    },
  ],
  phone: [],
  menu: [
    {
      at: 'relief',
      textKey: 'pages.nav',
      icon: 'relief',
      path: '/relief/coverages',
      permission: 'relief.coverage.total',
    },
  ],
};
