import type { ModulePages } from '#ui';

/** People read in from Excel sheets: the imports so far, and one import from its columns to its undoing. */
export const intakePages: ModulePages = {
  module: 'intake',
  texts: { 'zh-CN': () => import('./locale/zh-CN.json'), en: () => import('./locale/en.json') },
  desktop: [
    { path: '/admin/people/import', permission: 'roster.intake.run', load: () => import('./intakes-page') },
    { path: '/admin/people/import/$id', permission: 'roster.intake.run', load: () => import('./run-page') },
  ],
  phone: [],
  menu: [
    {
      at: 'admin',
      textKey: 'title',
      icon: 'upload',
      path: '/admin/people/import',
      permission: 'roster.intake.run',
    },
  ],
};
