import type { ModuleManifest } from '#kernel';
import { joinTexts } from '#kernel/contract';
import auditEn from './audit-words/locale/en.json' with { type: 'json' };
import auditZh from './audit-words/locale/zh-CN.json' with { type: 'json' };
import codesEn from './codes/locale/en.json' with { type: 'json' };
import codesZh from './codes/locale/zh-CN.json' with { type: 'json' };
import { codeDays } from './codes/parameters';
import { rosterErrors, rosterPermissions } from './contract';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import type { RoleTable } from './roles';
import { rosterRoutes } from './routes';

/** The roster, with the roles of the house that it is composed into and the one that a first sign-in brings. */
export function rosterModule(roles: RoleTable, firstRole: string): ModuleManifest {
  return {
    name: 'roster',
    folder: 'engines/roster',
    permissions: rosterPermissions,
    routes: rosterRoutes(roles, firstRole),
    errors: rosterErrors,
    texts: joinTexts({ 'zh-CN': zh, en }, { 'zh-CN': codesZh, en: codesEn }, { 'zh-CN': auditZh, en: auditEn }),
    parameters: [codeDays],
    hasMigrations: true,
  };
}
