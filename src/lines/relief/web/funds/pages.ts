import type { ModulePages } from '#ui';

const texts: ModulePages['texts'] = {
  'zh-CN': () => import('../../funds/locale/zh-CN.json').then((words) => ({ default: words.funds })),
  en: () => import('../../funds/locale/en.json').then((words) => ({ default: words.funds })),
};
const permission = 'relief.fund.read';
const own = 'relief.fund.own';

/** Published campaigns and what is one's own, on the phone. */
export const fundPages: ModulePages = {
  module: 'funds',
  texts,
  desktop: [],
  phone: [
    { path: '/campaigns', permission: own, tab: 'me', load: () => import('./phone/campaigns-page') },
    { path: '/campaigns/$id', permission: own, tab: 'me', load: () => import('./phone/campaign-page') },
  ],
  phoneMe: [{ order: 31, permission: own, load: () => import('./phone/own-row') }],
  menu: [],
};

/** The money for those in need at a desk: the year, the mutual-aid fund, aid, campaigns. */
export const fundDeskPages: ModulePages = {
  module: 'funds',
  texts,
  uses: ['roster'],
  desktop: [
    { path: '/relief/year', permission, load: () => import('./year-page') },
    { path: '/relief/fund', permission, load: () => import('./fund-page') },
    { path: '/relief/payments', permission, load: () => import('./payments-page') },
    { path: '/relief/campaigns', permission, load: () => import('./campaigns-page') },
    { path: '/relief/campaigns/$id', permission, load: () => import('./campaign-page') },
  ],
  phone: [],
  menu: [
    { at: 'relief', textKey: 'titles.payments', icon: 'relief', path: '/relief/payments', permission },
    { at: 'relief', textKey: 'titles.fund', icon: 'finance', path: '/relief/fund', permission },
    { at: 'relief', textKey: 'titles.campaigns', icon: 'people', path: '/relief/campaigns', permission },
    { at: 'relief', textKey: 'titles.year', icon: 'calendar', path: '/relief/year', permission },
  ],
};
