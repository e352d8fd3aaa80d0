import type { ModulePages } from '#ui';

/** Words of erasing and blocking; they stand on the pages of personal data. */
export const erasurePages: ModulePages = {
  module: 'erasure',
  desktop: [],
  phone: [],
  menu: [],
  texts: { 'zh-CN': () => import('../../erasure/locale/zh-CN.json'), en: () => import('../../erasure/locale/en.json') },
};
