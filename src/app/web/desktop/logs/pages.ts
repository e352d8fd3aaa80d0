import type { ModulePages } from '#ui';

/** What was done in the house, and who came to its door. The kernel has no pages: the shell brings these. */
export const logPages: ModulePages = {
  module: 'logs',
  texts: { 'zh-CN': () => import('./locale/zh-CN.json'), en: () => import('./locale/en.json') },
  desktop: [
    { path: '/admin/sign-ins', permission: 'kernel.signin_log.read', load: () => import('./sign-ins-page') },
    { path: '/admin/audit', permission: 'kernel.audit.read', load: () => import('./audit-page') },
  ],
  phone: [],
  menu: [
    {
      at: 'admin',
      textKey: 'signIns.title',
      icon: 'key',
      path: '/admin/sign-ins',
      permission: 'kernel.signin_log.read',
    },
    { at: 'admin', textKey: 'audit.title', icon: 'eye', path: '/admin/audit', permission: 'kernel.audit.read' },
  ],
};
