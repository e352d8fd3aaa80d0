import type { ModuleManifest } from '#kernel';
import { savingsErrors, savingsPermissions } from './contract';
import { savingsJobs } from './jobs';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import { deposited, savers, savingsControl } from './measures';
import type { MemberFinder } from './members';
import { parameters } from './parameters';
import { recordSources } from './record-sources';
import { savingsRoutes } from './routes';

/** The savings association (工会储金会) of chapter 10. The house says who is a member. */
export const savingsLine = (members: MemberFinder): ModuleManifest => ({
  name: 'savings',
  folder: 'lines/savings',
  permissions: savingsPermissions,
  routes: savingsRoutes(members),
  errors: savingsErrors,
  texts: { 'zh-CN': zh, en },
  measures: [savingsControl, savers, deposited],
  parameters,
  recordSources,
  jobs: savingsJobs,
  hasMigrations: true,
});
