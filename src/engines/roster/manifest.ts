import type { ModuleManifest } from '#kernel';
import { cohortParameters } from './cohorts/parameters';
import { rosterErrors, rosterPermissions } from './contract';
import { bankCardColumn, identityColumn } from './dossier/file';
import { sweepReadsJob } from './dossier/readers';
import type { PersonFollower } from './doubles/person-follower';
import { strayJob } from './doubles/strays';
import { intakeJobs } from './intake/jobs';
import { longestDelegation } from './rights/delegations';
import type { PersonContributor } from './privacy/person-contributor';
import { rosterSubjects } from './rights/subjects';
import type { RoleTable } from './roles';
import { rosterRoutes } from './routes';
import { rosterTexts } from './texts';

/**
 * The roster, with the roles of the house that it is composed into, what follows a person whose records are merged, and
 * what other modules tell a person of what they keep.
 */
export function rosterModule(
  roles: RoleTable,
  followers: readonly PersonFollower[],
  contributors: readonly PersonContributor[] = [],
): ModuleManifest {
  return {
    name: 'roster',
    folder: 'engines/roster',
    permissions: rosterPermissions,
    routes: rosterRoutes(roles, followers, contributors),
    errors: rosterErrors,
    texts: rosterTexts,
    parameters: [longestDelegation, ...cohortParameters],
    subjects: rosterSubjects,
    jobs: [sweepReadsJob, strayJob(followers), ...intakeJobs],
    sealedColumns: [identityColumn, bankCardColumn],
    hasMigrations: true,
  };
}
