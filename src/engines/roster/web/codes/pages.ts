import type { ModulePages } from '#ui';

/** Printed codes for a first sign-in or a new password. They are made at a desk, with a printer. */
export const codePages: ModulePages = {
  module: 'codes',
  texts: { 'zh-CN': () => import('../../codes/locale/zh-CN.json'), en: () => import('../../codes/locale/en.json') },
  uses: ['roster'],
  desktop: [{ path: '/admin/codes', permission: 'roster.account.invite', load: () => import('./codes-page') }],
  phone: [],
  menu: [
    {
      at: 'admin',
      textKey: 'codes.title',
      icon: 'print',
      path: '/admin/codes',
      permission: 'roster.account.invite',
    },
  ],
};
