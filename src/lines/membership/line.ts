import { joinTexts } from '#kernel/contract';
import type { ModuleManifest } from '#kernel';
import { membershipErrors, membershipPermissions } from './contract';
import auditEn from './audit-words/locale/en.json' with { type: 'json' };
import auditZh from './audit-words/locale/zh-CN.json' with { type: 'json' };
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import { joined, membershipRate, womenShare } from './measures';
import { parameters } from './parameters';
import { reminderJob } from './reminders';
import { membershipRoutes } from './routes';

/** The line of members: chapter 10 of the plan. An area adds its permissions, routes, errors and texts to these lists. */
export const membershipLine: ModuleManifest = {
  name: 'membership',
  folder: 'lines/membership',
  permissions: membershipPermissions,
  routes: membershipRoutes,
  errors: membershipErrors,
  texts: joinTexts({ 'zh-CN': zh, en }, { 'zh-CN': auditZh, en: auditEn }),
  measures: [membershipRate, womenShare, joined],
  parameters,
  jobs: [reminderJob],
  hasMigrations: true,
};
