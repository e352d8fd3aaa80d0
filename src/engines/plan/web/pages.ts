import type { ModulePages } from '#ui';

/** The plan's pages: the year by chapter, the review of an imported document, one commitment, the report, the duties. */
export const planPages: ModulePages = {
  module: 'plan',
  texts: { 'zh-CN': () => import('../locale/zh-CN.json'), en: () => import('../locale/en.json') },
  uses: ['offline', 'schedule'],
  theirs: () => import('./phone/their-version'),
  desktop: [
    { path: '/plan', permission: 'plan.plan.read', load: () => import('./admin/board/board-page') },
    { path: '/plan/$planId', permission: 'plan.plan.read', load: () => import('./admin/board/board-page') },
    { path: '/plan/import', permission: 'plan.plan.import', load: () => import('./admin/import/import-page') },
    { path: '/plan/$planId/review', permission: 'plan.plan.review', load: () => import('./admin/review/review-page') },
    {
      path: '/plan/commitments/$commitmentId',
      permission: 'plan.plan.read',
      load: () => import('./admin/commitment/commitment-page'),
    },
    { path: '/plan/timeline', permission: 'plan.plan.read', load: () => import('./admin/year/timeline-page') },
    { path: '/plan/$planId/timeline', permission: 'plan.plan.read', load: () => import('./admin/year/timeline-page') },
    { path: '/plan/calendar', permission: 'plan.plan.read', load: () => import('./admin/year/calendar-page') },
    { path: '/plan/$planId/calendar', permission: 'plan.plan.read', load: () => import('./admin/year/calendar-page') },
    { path: '/plan/report', permission: 'plan.report.read', load: () => import('./admin/report/report-page') },
    { path: '/plan/$planId/report', permission: 'plan.report.read', load: () => import('./admin/report/report-page') },
    { path: '/plan/$planId/versions', permission: 'plan.plan.read', load: () => import('./admin/year/versions-page') },
    { path: '/plan/$planId/compare', permission: 'plan.plan.read', load: () => import('./admin/year/compare-page') },
    { path: '/plan/$planId/text', permission: 'plan.plan.read', load: () => import('./admin/above/text-page') },
    { path: '/plan/$planId/next', permission: 'plan.plan.review', load: () => import('./admin/year/next-page') },
    { path: '/plan/directives', permission: 'plan.plan.read', load: () => import('./admin/year/directives-page') },
  ],
  phone: [
    { path: '/duties', permission: 'plan.task.read', tab: 'home', load: () => import('./phone/duties-page') },
    {
      path: '/duties/$commitmentId',
      permission: 'plan.task.read',
      tab: 'home',
      load: () => import('./phone/duty-page'),
    },
    { path: '/plan', permission: 'plan.plan.read', tab: 'disclosure', load: () => import('./phone/plan-page') },
    {
      path: '/plan/$commitmentId',
      permission: 'plan.plan.read',
      tab: 'disclosure',
      load: () => import('./phone/duty-page'),
    },
  ],
  phoneHome: [
    { order: 10, permission: 'plan.task.read', uses: [], load: () => import('./phone/home-duties') },
    { order: 60, permission: 'plan.plan.read', uses: [], load: () => import('./phone/home-plan') },
  ],
  menu: [
    { at: 'plan', textKey: 'pages.nav.plan', icon: 'plan', path: '/plan', permission: 'plan.plan.read' },
    {
      at: 'plan',
      textKey: 'pages.nav.timeline',
      icon: 'columns',
      path: '/plan/timeline',
      permission: 'plan.plan.read',
    },
    {
      at: 'plan',
      textKey: 'pages.nav.calendar',
      icon: 'calendar',
      path: '/plan/calendar',
      permission: 'plan.plan.read',
    },
    { at: 'plan', textKey: 'pages.nav.report', icon: 'print', path: '/plan/report', permission: 'plan.report.read' },
    {
      at: 'plan',
      textKey: 'pages.nav.directives',
      icon: 'file',
      path: '/plan/directives',
      permission: 'plan.plan.read',
    },
    { at: 'plan', textKey: 'pages.nav.import', icon: 'upload', path: '/plan/import', permission: 'plan.plan.import' },
  ],
};
