import type { ModulePages } from '#ui';

const permission = 'finance.goods.read';

/** Goods in store: what is on hand beside the account, the movements of each, and the lists that receivers sign. */
export const goodsPages: ModulePages = {
  module: 'goods',
  texts: {
    'zh-CN': () => import('../../goods/locale/zh-CN.json').then((words) => ({ default: words.goods })),
    en: () => import('../../goods/locale/en.json').then((words) => ({ default: words.goods })),
  },
  uses: ['roster'],
  desktop: [
    { path: '/finance/goods', permission, load: () => import('./list-page') },
    { path: '/finance/goods/issues/$issueId', permission, load: () => import('./issue-page') },
    { path: '/finance/goods/$goodsId', permission, load: () => import('./goods-page') },
  ],
  phone: [],
  menu: [{ at: 'finance', textKey: 'title', icon: 'columns', path: '/finance/goods', permission }],
};
