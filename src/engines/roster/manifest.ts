import type { ModuleManifest } from '#kernel';
import { joinTexts } from '#kernel/contract';
import { rosterErrors, rosterPermissions } from './contract';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import { longestDelegation } from './rights/delegations';
import rightsEn from './rights/locale/en.json' with { type: 'json' };
import rightsZh from './rights/locale/zh-CN.json' with { type: 'json' };
import { rosterSubjects } from './rights/subjects';
import { bankCardColumn, identityColumn } from './dossier/file';
import dossierEn from './dossier/locale/en.json' with { type: 'json' };
import dossierZh from './dossier/locale/zh-CN.json' with { type: 'json' };
import { sweepReadsJob } from './dossier/readers';
import type { RoleTable } from './roles';
import { rosterRoutes } from './routes';

/** The roster, with the roles of the house that it is composed into. */
export function rosterModule(roles: RoleTable): ModuleManifest {
  return {
    name: 'roster',
    folder: 'engines/roster',
    permissions: rosterPermissions,
    routes: rosterRoutes(roles),
    errors: rosterErrors,
    texts: joinTexts({ 'zh-CN': zh, en }, { 'zh-CN': rightsZh, en: rightsEn }, { 'zh-CN': dossierZh, en: dossierEn }),
    parameters: [longestDelegation],
    subjects: rosterSubjects,
    jobs: [sweepReadsJob],
    sealedColumns: [identityColumn, bankCardColumn],
    hasMigrations: true,
  };
}
