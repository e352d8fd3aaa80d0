import type { ModulePages } from '#ui';

const texts: ModulePages['texts'] = {
  'zh-CN': () => import('../../claims/locale/zh-CN.json').then((words) => ({ default: words.claims })),
  en: () => import('../../claims/locale/en.json').then((words) => ({ default: words.claims })),
};
const own = 'finance.claim.own';
/** One script for all three: each further one would weigh on the phone's first page, which has its name. */
const ownPages = () => import('./phone/claim-pages');

/** What the claimant has on the phone: the own claims, a new one, and one with its progress. */
export const claimPages: ModulePages = {
  module: 'claims',
  texts,
  uses: ['offline'],
  desktop: [],
  phone: [
    { path: '/claims', permission: own, tab: 'me', load: ownPages },
    { path: '/claims/$claimId', permission: own, tab: 'me', load: ownPages },
  ],
  phoneMe: [{ order: 35, permission: own, load: () => import('./phone/own-row') }],
  menu: [],
};

const read = 'finance.claim.read';

/** Where claims are checked, approved and paid. */
export const claimDeskPages: ModulePages = {
  module: 'claims',
  texts,
  uses: ['roster', 'deskwork'],
  desktop: [{ path: '/finance/claims', permission: read, load: () => import('./desk/claims-page') }],
  phone: [],
  menu: [{ at: 'finance', textKey: 'title', icon: 'upload', path: '/finance/claims', permission: read }],
};
