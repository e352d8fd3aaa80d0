/** The roster's door for server code: units, people, posts, accounts and their roles. */
export { rosterModule } from './manifest';
export { findUnit, getUnit, pathsOn, unitNames, unitsOn } from './units';
export { createUnit, closeUnit, importUnits, moveUnit, renameUnit } from './units';
export {
  createPerson,
  findPerson,
  getPerson,
  importPeople,
  movePerson,
  personNames,
  peopleOn,
  recordLeaving,
} from './people';
export { peopleByIdentityNumber } from './dossier/file';
export { appoint, endPost, holdersOn, importHoldings } from './posts';
export { accountsOfPeople, createUser, endGrant, grantLoader, grantRole, openAccount, type NewAccount } from './users';
export { refuseSameHand } from './rights/grants';
export { standingConflicts } from './rights/who-can';
export { cohortCountOn, cohortOn, isInCohort, type CohortDay, type CohortOnDay } from './cohorts/cohort-on';
export { redeemCode } from './codes/codes';
export { peopleById, type KnownPerson } from './known-people';
export { accountsWhoMay } from './role-holders';
export { defineScheme, mayFollow, statesIn, type EnrolmentScheme } from './enrolments/scheme';
export * from './enrolments/enrolments';
export * from './enrolments/listing';
export type { EnrolledPerson, EnrolmentRecord, StaffPerson, UnitRate } from './enrolments/store';
export { defineBodyKind, type BodyKind } from './bodies/kind';
export * from './bodies/bodies';
export type { BodyRecord, SeatRecord, TermRecord } from './bodies/store';
export { noteSkill, skillsOf, type NewSkill } from './skills/skills';
export * from './participation/participation';
export { decodeCursor, encodeCursor, subtreeRange } from './rules';
export type { Role, RoleTable } from './roles';
export { personColumns } from './doubles/own-followers';
export type { FollowedRows, PersonFollower, PersonMove } from './doubles/person-follower';
export { hasConsent, recordConsent, type NewConsent } from './privacy/consents';
export type { ErasedPerson, ErasedRows, Keep, PersonEraser } from './erasure/person-eraser';
export { ownTexts } from './erasure/own-rows';
export { carryErasedList, repeatErasures } from './erasure/erased-list';
export type { PersonContributor, PersonSheet } from './privacy/person-contributor';
export type { NewHolding, NewPerson, NewUnit } from './imports';
