import type { ModuleManifest } from '#kernel';
import { joinTexts } from '#kernel/contract';
import { rosterErrors, rosterPermissions } from './contract';
import { intakeJobs } from './intake/jobs';
import intakeEn from './intake/locale/en.json' with { type: 'json' };
import intakeZh from './intake/locale/zh-CN.json' with { type: 'json' };
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
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
    texts: joinTexts({ 'zh-CN': zh, en }, { 'zh-CN': intakeZh, en: intakeEn }),
    jobs: intakeJobs,
    hasMigrations: true,
  };
}
