import type { ModulePages } from '#ui';

const permission = 'contest.contest.read';

/** Contests of the year: the list, one contest with its entries, results and published places. */
export const contestPages: ModulePages = {
  module: 'contests',
  texts: {
    'zh-CN': () => import('../contests/locale/zh-CN.json').then((words) => ({ default: words.contests })),
    en: () => import('../contests/locale/en.json').then((words) => ({ default: words.contests })),
  },
  uses: ['roster', 'measured', 'ranking'],
  desktop: [
    { path: '/contests', permission, load: () => import('./contests/list-page') },
    { path: '/contests/$contestId', permission, load: () => import('./contests/contest-page') },
  ],
  phone: [],
  menu: [{ at: 'competition', textKey: 'title', icon: 'competition', path: '/contests', permission }],
};

/** What is only words: of a kind, or of files that can't be ranked. Pages of contests use them. */
const wordsOnly = (module: string, texts: ModulePages['texts']): ModulePages => ({
  ...{ module, texts, uses: [], desktop: [], phone: [], menu: [] },
});

export const measuredPages = wordsOnly('measured', {
  'zh-CN': () => import('../measured/locale/zh-CN.json').then((words) => ({ default: words.measured })),
  en: () => import('../measured/locale/en.json').then((words) => ({ default: words.measured })),
});

export const rankingTextPages = wordsOnly('ranking', {
  'zh-CN': () => import('../ranking/locale/zh-CN.json').then((words) => ({ default: words.ranking })),
  en: () => import('../ranking/locale/en.json').then((words) => ({ default: words.ranking })),
});
