import type { ModuleManifest } from '#kernel';
import { joinTexts } from '#kernel/contract';
import { rosterErrors, rosterPermissions } from './contract';
import doublesEn from './doubles/locale/en.json' with { type: 'json' };
import doublesZh from './doubles/locale/zh-CN.json' with { type: 'json' };
import type { PersonFollower } from './doubles/person-follower';
import { strayJob } from './doubles/strays';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import type { RoleTable } from './roles';
import { rosterRoutes } from './routes';

/** The roster, with the roles of the house that it is composed into, and what follows a person whose records are merged. */
export function rosterModule(roles: RoleTable, followers: readonly PersonFollower[]): ModuleManifest {
  return {
    name: 'roster',
    folder: 'engines/roster',
    permissions: rosterPermissions,
    routes: rosterRoutes(roles, followers),
    errors: rosterErrors,
    texts: joinTexts({ 'zh-CN': zh, en }, { 'zh-CN': doublesZh, en: doublesEn }),
    jobs: [strayJob(followers)],
    hasMigrations: true,
  };
}
