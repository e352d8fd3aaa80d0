import type { ModulePages } from '#ui';

const permission = 'finance.voucher.read';

/** The employer's 2 %: what is due, came in, is missing and handed up. */
export const fundSharePages: ModulePages = {
  module: 'fundshare',
  texts: {
    'zh-CN': () => import('../../fund-share/locale/zh-CN.json').then((words) => ({ default: words.fundshare })),
    en: () => import('../../fund-share/locale/en.json').then((words) => ({ default: words.fundshare })),
  },
  uses: ['roster'],
  desktop: [{ path: '/finance/fund-share', permission, load: () => import('./share-page') }],
  phone: [],
  menu: [{ at: 'finance', textKey: 'title', icon: 'finance', path: '/finance/fund-share', permission }],
};
