import type { ModulePages } from '#ui';

const texts: ModulePages['texts'] = {
  'zh-CN': () => import('../locale/zh-CN.json'),
  en: () => import('../locale/en.json'),
};

/** The line's pages: the register, applications, open matters and statistics; on the phone the own membership and the card. */
export const membershipPages: ModulePages = {
  module: 'membership',
  texts,
  uses: ['roster'],
  desktop: [],
  phone: [
    {
      path: '/membership',
      permission: 'membership.application.own',
      tab: 'me',
      load: () => import('./phone/membership-page'),
    },
    { path: '/membership/card', permission: 'membership.card.own', tab: 'me', load: () => import('./phone/card-page') },
    {
      path: '/membership/desk',
      permission: 'membership.application.opinion',
      tab: 'me',
      load: () => import('./phone/desk-page'),
    },
    {
      path: '/membership/desk/$id',
      permission: 'membership.member.read',
      tab: 'me',
      load: () => import('./phone/matter-page'),
    },
  ],
  phoneMe: [
    {
      order: 10,
      permission: 'membership.application.own',
      uses: [],
      load: () => import('./phone/own-membership-row'),
    },
    { order: 11, permission: 'membership.card.own', uses: [], load: () => import('./phone/own-card-row') },
    { order: 12, permission: 'membership.application.opinion', uses: [], load: () => import('./phone/desk-row') },
  ],
  menu: [],
};

/** What of it is done at a desk: no phone has to fetch as much as its name. */
export const membershipDeskPages: ModulePages = {
  module: 'membership',
  texts,
  uses: ['roster'],
  desktop: [
    { path: '/membership', permission: 'membership.member.read', load: () => import('./admin/register-page') },
    {
      path: '/membership/applications',
      permission: 'membership.member.read',
      load: () => import('./admin/applications-page'),
    },
    { path: '/membership/open', permission: 'membership.member.read', load: () => import('./admin/open-page') },
    {
      path: '/membership/statistics',
      permission: 'membership.statistics.read',
      load: () => import('./admin/statistics-page'),
    },
    { path: '/membership/cards', permission: 'membership.member.write', load: () => import('./admin/cards-page') },
    { path: '/membership/register', permission: 'membership.member.read', load: () => import('./admin/print-page') },
  ],
  phone: [],
  menu: [
    {
      at: 'membership',
      textKey: 'pages.nav.register',
      icon: 'people',
      path: '/membership',
      permission: 'membership.member.read',
    },
    {
      at: 'membership',
      textKey: 'pages.nav.applications',
      icon: 'edit',
      path: '/membership/applications',
      permission: 'membership.member.read',
    },
    {
      at: 'membership',
      textKey: 'pages.nav.open',
      icon: 'clock',
      path: '/membership/open',
      permission: 'membership.member.read',
    },
    {
      at: 'membership',
      textKey: 'pages.nav.statistics',
      icon: 'table',
      path: '/membership/statistics',
      permission: 'membership.statistics.read',
    },
    {
      at: 'membership',
      textKey: 'pages.nav.cards',
      icon: 'print',
      path: '/membership/cards',
      permission: 'membership.member.write',
    },
  ],
  find: { permission: 'membership.member.read', load: () => import('./find-members') },
  counts: { permission: 'membership.member.write', load: () => import('./count-late') },
};
