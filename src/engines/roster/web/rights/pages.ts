import type { ModulePages } from '#ui';

/** Who can see what and why, on the desktop; handing an own role on, on the phone. */
export const rightsPages: ModulePages = {
  module: 'rights',
  texts: { 'zh-CN': () => import('./locale/zh-CN.json'), en: () => import('./locale/en.json') },
  uses: ['roster'],
  desktop: [{ path: '/admin/rights', permission: 'roster.rights.read', load: () => import('./rights-page') }],
  phone: [{ path: '/me/delegations', permission: null, tab: 'me', load: () => import('./delegations-page') }],
  menu: [{ at: 'admin', textKey: 'title', icon: 'eye', path: '/admin/rights', permission: 'roster.rights.read' }],
};

/** The own roles and who stands in for whom, for the account page of the desktop. */
export const loadDelegations = () => import('./delegations');
