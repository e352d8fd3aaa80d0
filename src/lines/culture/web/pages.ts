import type { ModulePages } from '#ui';

/** The line's place in the menu: its pages are those of the schedule, where its events live. */
export const culturePages: ModulePages = {
  module: 'culture',
  texts: { 'zh-CN': () => import('../locale/zh-CN.json'), en: () => import('../locale/en.json') },
  desktop: [],
  phone: [],
  menu: [
    { at: 'culture', textKey: 'pages.nav.events', icon: 'flag', path: '/events', permission: 'culture.event.read' },
    {
      at: 'culture',
      textKey: 'pages.nav.feeds',
      icon: 'calendar',
      path: '/events/feeds',
      permission: 'schedule.feed.own',
    },
  ],
  counts: { permission: 'schedule.event.write', load: () => import('./count-late') },
};
