import type { ModulePages } from '#ui';

/** The plan's pages: the year by chapter, the review of an imported document, one commitment, the report, the duties. */
export const planPages: ModulePages = {
  module: 'plan',
  texts: { 'zh-CN': () => import('../locale/zh-CN.json'), en: () => import('../locale/en.json') },
  desktop: [
    { path: '/plan', permission: 'plan.plan.read', load: () => import('./admin/board/board-page') },
    { path: '/plan/$planId', permission: 'plan.plan.read', load: () => import('./admin/board/board-page') },
    { path: '/plan/import', permission: 'plan.plan.import', load: () => import('./admin/import/import-page') },
    { path: '/plan/$planId/review', permission: 'plan.plan.review', load: () => import('./admin/review/review-page') },
    { path: '/plan/commitments/$commitmentId', permission: 'plan.plan.read', load: () => import('./admin/commitment/commitment-page') },
  ],
  phone: [
    { path: '/duties', permission: 'plan.task.read', tab: 'home', load: () => import('./phone/duties-page') },
    { path: '/duties/$commitmentId', permission: 'plan.task.read', tab: 'home', load: () => import('./phone/duty-page') },
    { path: '/plan', permission: 'plan.plan.read', tab: 'disclosure', load: () => import('./phone/plan-page') },
    { path: '/plan/$commitmentId', permission: 'plan.plan.read', tab: 'disclosure', load: () => import('./phone/duty-page') },
  ],
  phoneHome: [
    { order: 10, permission: 'plan.task.read', load: () => import('./phone/home-duties') },
    { order: 60, permission: 'plan.plan.read', load: () => import('./phone/home-plan') },
  ],
  menu: [
    { at: 'plan', textKey: 'pages.nav.plan', icon: 'plan', path: '/plan', permission: 'plan.plan.read' },
    { at: 'plan', textKey: 'pages.nav.import', icon: 'upload', path: '/plan/import', permission: 'plan.plan.import' },
  ],
};
