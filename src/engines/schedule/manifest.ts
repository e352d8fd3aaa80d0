import auditEn from './audit-words/locale/en.json' with { type: 'json' };
import auditZh from './audit-words/locale/zh-CN.json' with { type: 'json' };
import { assert, type ModuleManifest } from '#kernel';
import { joinTexts } from '#kernel/contract';
import { eventStates, scheduleErrors, schedulePermissions } from './contract';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import { reminderJob } from './reminders';
import rightsEn from './rights/locale/en.json' with { type: 'json' };
import rightsZh from './rights/locale/zh-CN.json' with { type: 'json' };
import { findEventNames } from './store-names';
import { scheduleSubjects } from './rights/subjects';
import { scheduleRoutes } from './routes';
import { eventSteps, faultOfSteps } from './rules';

const fault = faultOfSteps(eventSteps, eventStates, 'planned');
assert(fault === null, `the steps of an event: ${fault}`);

/** The schedule: events, sign-up, attendance, photos, series, recurring duties and calendar addresses. */
export const scheduleModule: ModuleManifest = {
  name: 'schedule',
  folder: 'engines/schedule',
  permissions: schedulePermissions,
  routes: scheduleRoutes,
  errors: scheduleErrors,
  texts: joinTexts({ 'zh-CN': zh, en }, { 'zh-CN': rightsZh, en: rightsEn }, { 'zh-CN': auditZh, en: auditEn }),
  subjects: scheduleSubjects,
  findNames: findEventNames,
  jobs: [reminderJob],
  hasMigrations: true,
};
