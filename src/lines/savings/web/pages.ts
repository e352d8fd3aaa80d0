import type { ModulePages } from '#ui';

const texts: ModulePages['texts'] = {
  'zh-CN': () => import('../locale/zh-CN.json'),
  en: () => import('../locale/en.json'),
};
const permission = 'savings.account.read';

/** The own passbook on the phone. */
export const savingsPages: ModulePages = {
  module: 'savings',
  texts,
  desktop: [],
  phone: [{ path: '/savings', permission: 'savings.account.own', tab: 'me', load: () => import('./phone/own-page') }],
  phoneMe: [{ order: 14, permission: 'savings.account.own', load: () => import('./phone/own-row') }],
  menu: [],
};

/** The association at a desk: its founding, the accounts beside the books, loans, lists, what is shared. */
export const savingsDeskPages: ModulePages = {
  module: 'savings',
  texts,
  uses: ['roster'],
  desktop: [
    { path: '/savings', permission, load: () => import('./overview-page') },
    { path: '/savings/accounts', permission, load: () => import('./accounts-page') },
    { path: '/savings/accounts/$accountId', permission, load: () => import('./account-page') },
    { path: '/savings/loans', permission, load: () => import('./loans-page') },
    { path: '/savings/lists', permission, load: () => import('./lists-page') },
    { path: '/savings/shares', permission, load: () => import('./shares-page') },
    { path: '/savings/reports', permission, load: () => import('./reports-page') },
  ],
  phone: [],
  menu: [{ at: 'savings', textKey: 'name', icon: 'finance', path: '/savings', permission }],
};
