import type { ModulePages } from '#ui';

/** Personal data: on the phone what is kept of oneself, consents and corrections; for officers what waits for them. */
export const privacyPages: ModulePages = {
  module: 'privacy',
  texts: { 'zh-CN': () => import('../../privacy/locale/zh-CN.json'), en: () => import('../../privacy/locale/en.json') },
  uses: ['roster', 'dossier', 'erasure'],
  desktop: [{ path: '/admin/privacy', permission: 'roster.privacy.manage', load: () => import('./privacy-page') }],
  phone: [{ path: '/me/privacy', permission: null, tab: 'me', load: () => import('./own-page') }],
  phoneMe: [{ order: 40, permission: null, uses: [], load: () => import('./own-row') }],
  menu: [
    {
      at: 'admin',
      textKey: 'privacy.nav',
      icon: 'key',
      path: '/admin/privacy',
      permission: 'roster.privacy.manage',
    },
  ],
};
