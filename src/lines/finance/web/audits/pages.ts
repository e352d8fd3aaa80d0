import type { ModulePages } from '#ui';

const permission = 'finance.audit.read';

/** 经审室: audits with their samples and papers, findings with their answers, and reports as they were issued. */
export const auditPages: ModulePages = {
  module: 'audits',
  texts: {
    'zh-CN': () => import('../../audits/locale/zh-CN.json').then((words) => ({ default: words.audits })),
    en: () => import('../../audits/locale/en.json').then((words) => ({ default: words.audits })),
  },
  uses: ['roster'],
  desktop: [
    { path: '/finance/audits', permission, load: () => import('./list-page') },
    { path: '/finance/audits/findings', permission, load: () => import('./findings-page') },
    { path: '/finance/audits/findings/$findingId', permission, load: () => import('./finding-page') },
    { path: '/finance/audits/reports/$reportId', permission, load: () => import('./report-page') },
    { path: '/finance/audits/$auditId', permission, load: () => import('./audit-page') },
  ],
  phone: [],
  menu: [
    { at: 'finance', textKey: 'title', icon: 'search', path: '/finance/audits', permission },
    { at: 'finance', textKey: 'findings', icon: 'late', path: '/finance/audits/findings', permission },
  ],
};
