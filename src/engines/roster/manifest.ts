import type { ModuleManifest } from '#kernel';
import { joinTexts } from '#kernel/contract';
import cohortsEn from './cohorts/locale/en.json' with { type: 'json' };
import cohortsZh from './cohorts/locale/zh-CN.json' with { type: 'json' };
import { cohortParameters } from './cohorts/parameters';
import { rosterErrors, rosterPermissions } from './contract';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import reorganisationEn from './reorganisation/locale/en.json' with { type: 'json' };
import reorganisationZh from './reorganisation/locale/zh-CN.json' with { type: 'json' };
import type { RoleTable } from './roles';
import { rosterRoutes } from './routes';

const texts = joinTexts(
  { 'zh-CN': zh, en },
  { 'zh-CN': reorganisationZh, en: reorganisationEn },
  { 'zh-CN': cohortsZh, en: cohortsEn },
);

/** The roster, with the roles of the house that it is composed into. */
export function rosterModule(roles: RoleTable): ModuleManifest {
  return {
    name: 'roster',
    folder: 'engines/roster',
    permissions: rosterPermissions,
    routes: rosterRoutes(roles),
    errors: rosterErrors,
    texts,
    parameters: cohortParameters,
    hasMigrations: true,
  };
}
