import type { ModulePages } from '#ui';

/**
 * The schedule's pages: the events of the year, one event, its check-in screen and sign-in sheet, recurring duties,
 * calendar feeds; on the phone what can be joined. A line that lives by events gives them their place in the menu.
 */
export const schedulePages: ModulePages = {
  module: 'schedule',
  texts: { 'zh-CN': () => import('../locale/zh-CN.json'), en: () => import('../locale/en.json') },
  uses: ['roster', 'offline'],
  theirs: () => import('./phone/their-version'),
  desktop: [
    { path: '/events', permission: 'schedule.event.read', load: () => import('./admin/events/events-page') },
    { path: '/events/feeds', permission: 'schedule.event.read', load: () => import('./admin/feeds/feeds-page') },
    { path: '/events/$id', permission: 'schedule.event.read', load: () => import('./admin/event/event-page') },
    { path: '/duties', permission: 'schedule.event.read', load: () => import('./admin/duties/duties-page') },
    {
      path: '/events/$id/sheet',
      permission: 'schedule.attendance.write',
      load: () => import('./admin/sheet/sheet-page'),
    },
    {
      path: '/events/$id/check-in',
      permission: 'schedule.attendance.write',
      load: () => import('./admin/check-in/check-in-screen'),
    },
  ],
  phone: [
    {
      path: '/activities',
      permission: 'schedule.event.read',
      tab: 'activities',
      load: () => import('./phone/activities-page'),
    },
    {
      path: '/activities/new',
      permission: 'schedule.event.close',
      tab: 'activities',
      load: () => import('./phone/quick-event-page'),
    },
    {
      path: '/activities/calendar',
      permission: 'schedule.feed.own',
      tab: 'activities',
      load: () => import('./phone/own-feed-page'),
    },
    {
      path: '/activities/$id',
      permission: 'schedule.event.read',
      tab: 'activities',
      load: () => import('./phone/activity-page'),
    },
    {
      path: '/activities/$id/roll',
      permission: 'schedule.attendance.write',
      tab: 'activities',
      load: () => import('./phone/roll-page'),
    },
    {
      path: '/check-in/$id',
      permission: 'schedule.signup.own',
      tab: 'activities',
      load: () => import('./phone/check-in-page'),
    },
  ],
  // Duties serve every chapter of the plan; the events have their place where a line lives by them.
  menu: [
    { at: 'plan', textKey: 'pages.nav.duties', icon: 'again', path: '/duties', permission: 'schedule.event.write' },
  ],
  phoneHome: [
    { order: 12, permission: 'schedule.event.write', uses: [], load: () => import('./phone/home-own-duties') },
    { order: 20, permission: 'schedule.signup.own', uses: [], load: () => import('./phone/joinable-part') },
  ],
  find: { permission: 'schedule.event.read', load: () => import('./find-events') },
};
