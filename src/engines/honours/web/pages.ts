import type { ModulePages } from '#ui';
import { honourTexts as texts } from './texts';

/** Public notices for everybody under 公开, and the own honours and reviews under 我的. */
export const honourPages: ModulePages = {
  module: 'honours',
  texts,
  desktop: [],
  phone: [
    {
      path: '/disclosure/honours/$id',
      permission: 'honours.notice.read',
      tab: 'disclosure',
      load: () => import('./phone/notice-page'),
    },
    { path: '/honours', permission: 'honours.honour.own', tab: 'me', load: () => import('./phone/own-page') },
  ],
  phoneDisclosure: [{ order: 5, permission: 'honours.notice.read', load: () => import('./phone/notices-card') }],
  phoneMe: [{ order: 60, permission: 'honours.honour.own', load: () => import('./phone/own-row') }],
  menu: [],
};

const read = 'honours.round.read';

/** Commendation at a desk: rounds and schemes. */
export const honourDeskPages: ModulePages = {
  module: 'honours',
  texts,
  uses: ['roster'],
  desktop: [
    { path: '/honours', permission: read, load: () => import('./rounds-page') },
    { path: '/honours/schemes', permission: 'honours.scheme.read', load: () => import('./schemes-page') },
    { path: '/honours/rounds/$id', permission: read, load: () => import('./round-page') },
  ],
  phone: [],
  menu: [
    { at: 'competition', textKey: 'titles.rounds', icon: 'competition', path: '/honours', permission: read },
    {
      ...{ at: 'competition', textKey: 'titles.schemes', icon: 'edit', path: '/honours/schemes' },
      permission: 'honours.scheme.read',
    },
  ],
};
