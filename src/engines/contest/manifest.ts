import type { ModuleManifest } from '#kernel';
import { joinTexts } from '#kernel/contract';
import auditEn from './audit-words/locale/en.json' with { type: 'json' };
import auditZh from './audit-words/locale/zh-CN.json' with { type: 'json' };
import contestsEn from './contests/locale/en.json' with { type: 'json' };
import contestsZh from './contests/locale/zh-CN.json' with { type: 'json' };
import { contestRoutes } from './contests/routes';
import { contestModuleErrors, contestModulePermissions } from './contract';
import indicatorsEn from './indicators/locale/en.json' with { type: 'json' };
import indicatorsZh from './indicators/locale/zh-CN.json' with { type: 'json' };
import { indicatorRoutes } from './indicators/routes';
import { kinds } from './kinds';
import matchesEn from './matches/locale/en.json' with { type: 'json' };
import matchesZh from './matches/locale/zh-CN.json' with { type: 'json' };
import measuredEn from './measured/locale/en.json' with { type: 'json' };
import measuredZh from './measured/locale/zh-CN.json' with { type: 'json' };
import { findNames } from './log-names';
import { measuredRoutes } from './measured/routes';
import panelsEn from './panels/locale/en.json' with { type: 'json' };
import panelsZh from './panels/locale/zh-CN.json' with { type: 'json' };
import { panelRoutes } from './panels/routes';
import quizEn from './quiz/locale/en.json' with { type: 'json' };
import quizZh from './quiz/locale/zh-CN.json' with { type: 'json' };
import rankingEn from './ranking/locale/en.json' with { type: 'json' };
import rankingZh from './ranking/locale/zh-CN.json' with { type: 'json' };
import recordsEn from './records/locale/en.json' with { type: 'json' };
import recordsZh from './records/locale/zh-CN.json' with { type: 'json' };
import { readingsEntered, recordsBroken } from './records/measures';
import { recordRoutes } from './records/routes';
import rightsEn from './rights/locale/en.json' with { type: 'json' };
import rightsZh from './rights/locale/zh-CN.json' with { type: 'json' };

/** Contests of five kinds with one way from entry to published ranking. */
export const contestModule: ModuleManifest = {
  name: 'contest',
  folder: 'engines/contest',
  permissions: contestModulePermissions,
  routes: [...contestRoutes(kinds), ...measuredRoutes, ...panelRoutes, ...indicatorRoutes, ...recordRoutes],
  errors: contestModuleErrors,
  texts: joinTexts(
    { 'zh-CN': contestsZh, en: contestsEn },
    { 'zh-CN': matchesZh, en: matchesEn },
    { 'zh-CN': measuredZh, en: measuredEn },
    { 'zh-CN': panelsZh, en: panelsEn },
    { 'zh-CN': rankingZh, en: rankingEn },
    { 'zh-CN': indicatorsZh, en: indicatorsEn },
    { 'zh-CN': recordsZh, en: recordsEn },
    { 'zh-CN': quizZh, en: quizEn },
    { 'zh-CN': rightsZh, en: rightsEn },
    { 'zh-CN': auditZh, en: auditEn },
  ),
  findNames,
  measures: [recordsBroken, readingsEntered],
  hasMigrations: true,
};
