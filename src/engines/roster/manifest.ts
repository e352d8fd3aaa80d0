import type { ModuleManifest } from '#kernel';
import { codeDays } from './codes/parameters';
import { cohortParameters } from './cohorts/parameters';
import { rosterErrors, rosterPermissions } from './contract';
import { bankCardColumn, identityColumn } from './dossier/file';
import { sweepReadsJob } from './dossier/readers';
import { formerColumns } from './doubles/sealed-values';
import { strayJob } from './doubles/strays';
import { erasureJobs } from './erasure/jobs';
import { erasureParameterSeeds } from './erasure/parameters';
import { intakeJobs } from './intake/jobs';
import { beforeColumn, stagedColumn } from './intake/sealing';
import { findRosterNames } from './log-names';
import { longestDelegation } from './rights/delegations';
import { rosterSubjects } from './rights/subjects';
import type { RoleTable } from './roles';
import { rosterRoutes } from './routes';
import { rosterTexts } from './texts';
import type { RosterUses } from './uses';

/** The roster, with the roles of the house that it is composed into. */
export function rosterModule(roles: RoleTable, uses: RosterUses): ModuleManifest {
  return {
    name: 'roster',
    folder: 'engines/roster',
    permissions: rosterPermissions,
    routes: rosterRoutes(roles, uses),
    errors: rosterErrors,
    texts: rosterTexts,
    parameters: [codeDays, longestDelegation, ...cohortParameters, ...erasureParameterSeeds],
    subjects: rosterSubjects,
    findNames: findRosterNames,
    jobs: [sweepReadsJob, strayJob(uses.followers), ...intakeJobs, ...erasureJobs],
    sealedColumns: [identityColumn, bankCardColumn, ...Object.values(formerColumns), stagedColumn, beforeColumn],
    hasMigrations: true,
  };
}
