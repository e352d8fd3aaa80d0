import { defineErrors, type PermissionName } from '#kernel/contract';
import { cohortEndpoints, cohortErrors, cohortPermissions } from './cohorts/contract';
import * as doubles from './doubles/contract';
import { codeEndpoints, codeErrors, codePermissions } from './codes/contract';
import * as exports from './export-contract';
import { rightsEndpoints, rightsErrors, rightsPermissions } from './rights/contract';
import { intakeEndpoints, intakeErrors, intakePermissions } from './intake/contract';
import * as people from './person-contract';
import { dossierEndpoints, dossierErrors, dossierPermissions } from './dossier/contract';
import { reorganisationEndpoints, reorganisationErrors } from './reorganisation/contract';
import * as units from './unit-contract';
import { showRecord } from './record/contract';
import { erasureEndpoints, erasureErrors, erasurePermissions } from './erasure/contract';
import { privacyEndpoints, privacyErrors, privacyPermissions } from './privacy/contract';
import * as skills from './skills/contract';
import * as users from './user-contract';

/** The roster's door for both sides. */
export * from './unit-contract';
export * from './person-contract';
export * from './user-contract';
export * from './export-contract';
export * from './rights/contract';
export * from './dossier/contract';
export * from './dossier/nations';
export * from './reorganisation/contract';
export * from './cohorts/contract';
export * from './cohorts/words';
export * from './doubles/contract';
export * from './intake/contract';
export * from './codes/contract';
export * from './record/contract';
export * from './privacy/contract';
export * from './erasure/contract';
export * from './skills/contract';

export const rosterPermissions = [
  'roster.unit.read',
  'roster.unit.write',
  'roster.person.read',
  'roster.person.write',
  'roster.post.write',
  'roster.grant.write',
  'roster.user.manage',
  ...rightsPermissions,
  ...dossierPermissions,
  ...cohortPermissions,
  ...doubles.doublePermissions,
  ...intakePermissions,
  ...codePermissions,
  ...skills.skillPermissions,
  ...privacyPermissions,
  ...erasurePermissions,
] as const satisfies readonly PermissionName[];

export const rosterErrors = defineErrors({
  'roster.unit_kind_unknown': 422,
  'roster.unit_kind_misplaced': 422,
  'roster.unit_below_itself': 422,
  'roster.unit_name_taken': 409,
  'roster.unit_closed': 409,
  'roster.unit_not_empty': 409,
  'roster.day_before_start': 422,
  'roster.day_in_future': 422,
  'roster.staff_number_taken': 409,
  'roster.person_left': 409,
  'roster.born_too_late': 422,
  'roster.post_unknown': 422,
  'roster.post_overlap': 409,
  'roster.already_ended': 409,
  'roster.username_taken': 409,
  'roster.username_missing': 422,
  'roster.person_has_account': 409,
  'roster.role_unknown': 422,
  'roster.own_grant': 409,
  'roster.own_account': 409,
  'roster.account_beyond': 409,
  'roster.second_factor_none': 409,
  'roster.grant_overlap': 409,
  ...rightsErrors,
  ...dossierErrors,
  ...reorganisationErrors,
  ...cohortErrors,
  ...doubles.doubleErrors,
  ...intakeErrors,
  ...privacyErrors,
  ...erasureErrors,
  ...codeErrors,
  'roster.enrolment_misplaced': 409,
  'roster.term_number': 422,
  'roster.seat_twice': 409,
  'roster.seats_full': 409,
  'roster.seat_conflict': 409,
});

export const rosterEndpoints = [
  units.getCatalogue,
  units.listUnits,
  units.showUnit,
  units.createUnit,
  units.renameUnit,
  units.moveUnit,
  units.closeUnit,
  people.listPeople,
  people.showPerson,
  people.createPerson,
  people.updatePerson,
  people.movePerson,
  people.recordLeaving,
  people.listHoldings,
  people.appoint,
  people.endPost,
  users.listUsers,
  users.createUser,
  users.resetUserPassword,
  users.resetSecondFactor,
  users.closeUser,
  users.openUser,
  users.grantRole,
  users.endGrant,
  exports.exportPeople,
  exports.exportUnits,
  exports.exportUsers,
  ...rightsEndpoints,
  ...dossierEndpoints,
  ...reorganisationEndpoints,
  ...cohortEndpoints,
  ...doubles.doubleEndpoints,
  ...intakeEndpoints,
  ...codeEndpoints,
  showRecord,
  ...skills.skillEndpoints,
  ...privacyEndpoints,
  ...erasureEndpoints,
] as const;
