import type { ModulePages } from '#ui';

const texts: ModulePages['texts'] = {
  'zh-CN': () => import('../locale/zh-CN.json'),
  en: () => import('../locale/en.json'),
};

/** The roster's pages: the tree of units, the people, the accounts. */
export const rosterPages: ModulePages = {
  module: 'roster',
  uses: ['dossier', 'doubles'],
  texts,
  desktop: [],
  phone: [],
  menu: [],
};

/** What of it is done at a desk: no phone has to fetch as much as its name. */
export const rosterDeskPages: ModulePages = {
  module: 'roster',
  texts,
  uses: ['dossier', 'doubles'],
  desktop: [
    { path: '/admin/units', permission: 'roster.unit.write', load: () => import('./admin/units/units-page') },
    { path: '/admin/people', permission: 'roster.person.read', load: () => import('./admin/people/people-page') },
    { path: '/admin/users', permission: 'roster.user.manage', load: () => import('./admin/users/users-page') },
  ],
  phone: [],
  menu: [
    {
      at: 'admin',
      textKey: 'pages.nav.units',
      icon: 'place',
      path: '/admin/units',
      permission: 'roster.unit.write',
    },
    {
      at: 'admin',
      textKey: 'pages.nav.people',
      icon: 'people',
      path: '/admin/people',
      permission: 'roster.person.read',
    },
    { at: 'admin', textKey: 'pages.nav.users', icon: 'key', path: '/admin/users', permission: 'roster.user.manage' },
  ],
  find: { permission: 'roster.person.read', load: () => import('./find-people') },
};
