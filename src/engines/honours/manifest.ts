import type { ModuleManifest } from '#kernel';
import { joinTexts } from '#kernel/contract';
import auditEn from './audit-words/locale/en.json' with { type: 'json' };
import auditZh from './audit-words/locale/zh-CN.json' with { type: 'json' };
import { honoursErrors, honoursPermissions } from './contract';
import { findHonourNames } from './log-names';
import nominationsEn from './nominations/locale/en.json' with { type: 'json' };
import nominationsZh from './nominations/locale/zh-CN.json' with { type: 'json' };
import pagesEn from './pages/locale/en.json' with { type: 'json' };
import pagesZh from './pages/locale/zh-CN.json' with { type: 'json' };
import type { PrizeOffices } from './prizes';
import recordEn from './record/locale/en.json' with { type: 'json' };
import recordZh from './record/locale/zh-CN.json' with { type: 'json' };
import { roundsClosed, winners } from './record/measures';
import rightsEn from './rights/locale/en.json' with { type: 'json' };
import rightsZh from './rights/locale/zh-CN.json' with { type: 'json' };
import roundsEn from './rounds/locale/en.json' with { type: 'json' };
import roundsZh from './rounds/locale/zh-CN.json' with { type: 'json' };
import { honoursRoutes } from './routes';
import schemesEn from './schemes/locale/en.json' with { type: 'json' };
import schemesZh from './schemes/locale/zh-CN.json' with { type: 'json' };

/** Commendation: schemes as data, rounds from nomination to certificate. Prizes are paid by the lines that own schemes. */
export const honoursModule = (offices: PrizeOffices): ModuleManifest => ({
  name: 'honours',
  folder: 'engines/honours',
  permissions: honoursPermissions,
  routes: honoursRoutes(offices),
  errors: honoursErrors,
  texts: joinTexts(
    { 'zh-CN': schemesZh, en: schemesEn },
    { 'zh-CN': roundsZh, en: roundsEn },
    { 'zh-CN': nominationsZh, en: nominationsEn },
    { 'zh-CN': recordZh, en: recordEn },
    { 'zh-CN': pagesZh, en: pagesEn },
    { 'zh-CN': rightsZh, en: rightsEn },
    { 'zh-CN': auditZh, en: auditEn },
  ),
  measures: [roundsClosed, winners],
  findNames: findHonourNames,
  hasMigrations: true,
});
