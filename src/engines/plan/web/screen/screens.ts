import type { DesktopPage } from '#ui';

/** The pages of the big screen, below `/screen`: the year on the wall of a hall. */
export const planScreens: readonly DesktopPage[] = [
  { path: '/plan/$planId', permission: 'plan.total.read', load: () => import('./plan-screen') },
];
