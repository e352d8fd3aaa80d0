import { kernelErrors } from './error-table';
import { sweepJob } from './housekeeping';
import en from './locale/en.json' with { type: 'json' };
import officeEn from './office/locale/en.json' with { type: 'json' };
import officeZh from './office/locale/zh-CN.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };

import { joinTexts } from './language';
import type { ModuleManifest } from './manifest';
import { secondFactorRoles } from './ways-in/second-factor-acts';
import waysInEn from './ways-in/locale/en.json' with { type: 'json' };
import waysInZh from './ways-in/locale/zh-CN.json' with { type: 'json' };
import { notificationRoutes } from './notifications';
import { parameterJob, parameterRoutes } from './parameter-acts';

/** The kernel states what it gives the house in the same form as every module. */
export const kernelModule: ModuleManifest = {
  name: 'kernel',
  folder: 'kernel',
  permissions: ['kernel.audit.read', 'kernel.parameter.read', 'kernel.parameter.set', 'kernel.account.manage'],
  routes: [...notificationRoutes, ...parameterRoutes],
  errors: kernelErrors,
  texts: joinTexts({ 'zh-CN': zh, en }, { 'zh-CN': officeZh, en: officeEn }, { 'zh-CN': waysInZh, en: waysInEn }),
  parameters: [secondFactorRoles],
  jobs: [sweepJob, parameterJob],
  hasMigrations: true,
};
