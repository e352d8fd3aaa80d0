import auditEn from './audit-words/locale/en.json' with { type: 'json' };
import auditZh from './audit-words/locale/zh-CN.json' with { type: 'json' };
import type { ModuleManifest } from '#kernel';
import { joinTexts } from '#kernel/contract';
import type { RecogniseEvent } from './confirm';
import { planErrors, planPermissions } from './contract';
import { evidenceFiled } from './evidence';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import wordsEn from './parameter-words/locale/en.json' with { type: 'json' };
import wordsZh from './parameter-words/locale/zh-CN.json' with { type: 'json' };
import { parameters } from './parameters';
import rightsEn from './rights/locale/en.json' with { type: 'json' };
import rightsZh from './rights/locale/zh-CN.json' with { type: 'json' };
import { findPlanNames } from './store-names';
import { planSubjects } from './rights/subjects';
import { planRoutes } from './routes';
import { tasksDone } from './tasks';

/** The plan engine, with the way to recognise the events that lines define. */
export function planModule(recogniseEvent: RecogniseEvent): ModuleManifest {
  return {
    name: 'plan',
    folder: 'engines/plan',
    permissions: planPermissions,
    routes: planRoutes(recogniseEvent),
    errors: planErrors,
    texts: joinTexts(
      { 'zh-CN': { ...zh, parameters: wordsZh }, en: { ...en, parameters: wordsEn } },
      { 'zh-CN': rightsZh, en: rightsEn },
      { 'zh-CN': auditZh, en: auditEn },
    ),
    subjects: planSubjects,
    findNames: findPlanNames,
    measures: [evidenceFiled, tasksDone],
    parameters,
    hasMigrations: true,
  };
}
