import type { ModulePages } from '#ui';

/** What the modules reckon by, for whoever may read or set it. The kernel has no pages: the shell brings this one. */
export const parameterPages: ModulePages = {
  module: 'parameters',
  texts: { 'zh-CN': () => import('./locale/zh-CN.json'), en: () => import('./locale/en.json') },
  desktop: [
    { path: '/admin/parameters', permission: 'kernel.parameter.read', load: () => import('./parameters-page') },
  ],
  phone: [],
  menu: [
    { at: 'admin', textKey: 'title', icon: 'type', path: '/admin/parameters', permission: 'kernel.parameter.read' },
  ],
};
