import type { ModulePages } from '#ui';

/** What belongs to a person's dossier: on the phone everybody sees who has opened the own file. */
export const dossierPages: ModulePages = {
  module: 'dossier',
  texts: { 'zh-CN': () => import('../../dossier/locale/zh-CN.json'), en: () => import('../../dossier/locale/en.json') },
  desktop: [],
  phone: [{ path: '/me/readers', permission: null, tab: 'me', load: () => import('./own-readers-page') }],
  menu: [],
};
