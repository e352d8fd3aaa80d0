import type { ModulePages } from '#ui';

/** What belongs to a person's record: on the phone everybody sees who has opened the own file. */
export const recordPages: ModulePages = {
  module: 'record',
  texts: { 'zh-CN': () => import('../../record/locale/zh-CN.json'), en: () => import('../../record/locale/en.json') },
  desktop: [],
  phone: [{ path: '/me/readers', permission: null, tab: 'me', load: () => import('./own-readers-page') }],
  menu: [],
};
