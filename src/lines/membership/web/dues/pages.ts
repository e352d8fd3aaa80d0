import type { ModulePages } from '#ui';

const texts: ModulePages['texts'] = {
  'zh-CN': () => import('../../dues/locale/zh-CN.json').then((words) => ({ default: words.dues })),
  en: () => import('../../dues/locale/en.json').then((words) => ({ default: words.dues })),
};
const permission = 'membership.dues.read';

/** The own dues on the phone. */
export const duesPages: ModulePages = {
  module: 'dues',
  texts,
  desktop: [],
  phone: [{ path: '/dues', permission: 'membership.dues.own', tab: 'me', load: () => import('./own-page') }],
  phoneMe: [{ order: 13, permission: 'membership.dues.own', load: () => import('./own-row') }],
  menu: [],
};

/** The dues at a desk: a month by unit, member by member, runs, lists, schemes. */
export const duesDeskPages: ModulePages = {
  module: 'dues',
  texts,
  uses: ['roster'],
  desktop: [
    { path: '/membership/dues', permission, load: () => import('./overview-page') },
    { path: '/membership/dues/charges', permission, load: () => import('./charges-page') },
    { path: '/membership/dues/runs', permission, load: () => import('./runs-page') },
    { path: '/membership/dues/lists', permission, load: () => import('./lists-page') },
    { path: '/membership/dues/schemes', permission, load: () => import('./schemes-page') },
    { path: '/membership/dues/lapsing', permission, load: () => import('./lapsing-page') },
  ],
  phone: [],
  menu: [{ at: 'finance', textKey: 'pages.title', icon: 'finance', path: '/membership/dues', permission }],
};
