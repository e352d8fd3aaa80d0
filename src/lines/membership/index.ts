/** The membership line's door for server code. */
export { membershipLine } from './line';
export { beginUnionTerm } from './bodies/terms';
export { foundUnionBody } from './bodies/bodies';
export { listBodies } from './bodies/listing';
export { memberScheme } from './scheme';
export { duesPayersOn, fullMembersOf, votersOn } from './voters';
export { importMembers, type MemberToImport } from './import-members';
export { importApplications, type ApplicationToImport } from './import-applications';
export { membershipContributor } from './person-contributor';
export { membershipEraser } from './person-eraser';
export { membershipFollower } from './person-follower';
export { duesContributor, duesEraser, duesFollower } from './dues/person-records';
export { importDues, type DuesToImport } from './dues/import-dues';
