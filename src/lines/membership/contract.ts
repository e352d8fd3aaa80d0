import { defineErrors, type PermissionName } from '#kernel/contract';
import { applicationErrors } from './applications/contract';
import { bodyErrors, bodyPermissions } from './bodies/contract';
import { cardErrors } from './cards/contract';
import { duesErrors, duesPermissions } from './dues/contract';
import { moveErrors } from './moves/contract';
import { statisticErrors } from './statistics/contract';

/** The line's door for both sides: applications, cards, moves, the register, statistics. */
export * from './terms';
export * from './parameter-contract';
export * from './applications/contract';
export * from './bodies/contract';
export * from './cards/contract';
export * from './dues/contract';
export * from './dues/contract-money';
export * from './moves/contract';
export * from './register/contract';
export * from './statistics/contract';

export const membershipPermissions = [
  'membership.member.read',
  'membership.member.write',
  'membership.application.own',
  'membership.application.opinion',
  'membership.application.approve',
  'membership.card.own',
  'membership.statistics.read',
  ...bodyPermissions,
  ...duesPermissions,
] as const satisfies readonly PermissionName[];

export const membershipErrors = defineErrors({
  ...applicationErrors,
  ...bodyErrors,
  ...cardErrors,
  ...duesErrors,
  ...moveErrors,
  ...statisticErrors,
});
