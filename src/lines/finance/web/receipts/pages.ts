import type { ModulePages } from '#ui';

const permission = 'finance.voucher.read';

/** Receipts: their list, one being written, and one as it is printed. */
export const receiptPages: ModulePages = {
  module: 'receipts',
  texts: {
    'zh-CN': () => import('../../receipts/locale/zh-CN.json').then((words) => ({ default: words.receipts })),
    en: () => import('../../receipts/locale/en.json').then((words) => ({ default: words.receipts })),
  },
  desktop: [
    { path: '/finance/receipts', permission, load: () => import('./list-page') },
    { path: '/finance/receipts/new', permission: 'finance.receipt.write', load: () => import('./new-page') },
    { path: '/finance/receipts/$receiptId', permission, load: () => import('./receipt-page') },
  ],
  phone: [],
  menu: [{ at: 'finance', textKey: 'title', icon: 'file', path: '/finance/receipts', permission }],
};
