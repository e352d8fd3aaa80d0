import type { ModulePages } from '#ui';

const permission = 'finance.voucher.read';

/** Vouchers: their list, one being entered, and one with its steps and its print. */
export const voucherPages: ModulePages = {
  module: 'vouchers',
  texts: {
    'zh-CN': () => import('../../vouchers/locale/zh-CN.json').then((words) => ({ default: words.vouchers })),
    en: () => import('../../vouchers/locale/en.json').then((words) => ({ default: words.vouchers })),
  },
  uses: ['roster', 'deskwork'],
  desktop: [
    { path: '/finance/vouchers', permission, load: () => import('./list-page') },
    { path: '/finance/vouchers/new', permission: 'finance.voucher.write', load: () => import('./new-page') },
    { path: '/finance/vouchers/$voucherId', permission, load: () => import('./voucher-page') },
  ],
  phone: [],
  menu: [{ at: 'finance', textKey: 'title', icon: 'edit', path: '/finance/vouchers', permission }],
};
