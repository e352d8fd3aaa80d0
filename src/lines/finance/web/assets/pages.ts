import type { ModulePages } from '#ui';

const permission = 'finance.asset.read';
const write = 'finance.asset.write';

/** Fixed assets: their cards beside the accounts, depreciation by month, lists taken in, labels, and stock-taking. */
export const assetPages: ModulePages = {
  module: 'assets',
  texts: {
    'zh-CN': () => import('../../assets/locale/zh-CN.json').then((words) => ({ default: words.assets })),
    en: () => import('../../assets/locale/en.json').then((words) => ({ default: words.assets })),
  },
  uses: ['roster'],
  desktop: [
    { path: '/finance/assets', permission, load: () => import('./list-page') },
    { path: '/finance/assets/runs', permission, load: () => import('./runs-page') },
    { path: '/finance/assets/import', permission: write, load: () => import('./import-page') },
    { path: '/finance/assets/labels', permission, load: () => import('./labels-page') },
    { path: '/finance/assets/counts', permission, load: () => import('./counts-page') },
    { path: '/finance/assets/counts/$countId', permission, load: () => import('./count-page') },
    { path: '/finance/assets/$assetId', permission, load: () => import('./asset-page') },
  ],
  phone: [],
  menu: [{ at: 'finance', textKey: 'title', icon: 'computer', path: '/finance/assets', permission }],
};
