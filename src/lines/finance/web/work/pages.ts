import type { ModulePages } from '#ui';

/** What waits for a hand at the desk: a strip above the lists, and a number beside the chapter in the menu. */
export const workPages: ModulePages = {
  module: 'deskwork',
  texts: {
    'zh-CN': () => import('../../work/locale/zh-CN.json').then((words) => ({ default: words.work })),
    en: () => import('../../work/locale/en.json').then((words) => ({ default: words.work })),
  },
  desktop: [],
  phone: [],
  menu: [],
  counts: { permission: 'finance.voucher.read', load: () => import('./count-work') },
};
