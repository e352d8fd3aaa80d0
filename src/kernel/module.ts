import { kernelErrors } from './error-table';
import { forgetBytesJob } from './file-removal';
import { sweepJob } from './housekeeping';
import en from './locale/en.json' with { type: 'json' };
import officeEn from './office/locale/en.json' with { type: 'json' };
import officeZh from './office/locale/zh-CN.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };

import { joinTexts } from './language';
import { logRoutes } from './logs/routes';
import logsEn from './logs/locale/en.json' with { type: 'json' };
import logsZh from './logs/locale/zh-CN.json' with { type: 'json' };
import { signInLogMonths } from './logs/sign-ins';
import type { ModuleManifest } from './manifest';
import { secondFactorRoles } from './ways-in/second-factor-acts';
import waysInEn from './ways-in/locale/en.json' with { type: 'json' };
import waysInZh from './ways-in/locale/zh-CN.json' with { type: 'json' };
import noticesEn from './public-notices/locale/en.json' with { type: 'json' };
import noticesZh from './public-notices/locale/zh-CN.json' with { type: 'json' };
import { noticeDays } from './public-notices/public-notices';
import { notificationRoutes } from './notifications';
import rightsEn from './rights/locale/en.json' with { type: 'json' };
import rightsZh from './rights/locale/zh-CN.json' with { type: 'json' };
import { parameterJob, parameterRoutes } from './parameter-acts';

/** The kernel states what it gives the house in the same form as every module. */
export const kernelModule: ModuleManifest = {
  name: 'kernel',
  folder: 'kernel',
  permissions: [
    'kernel.audit.read',
    'kernel.signin_log.read',
    'kernel.parameter.read',
    'kernel.parameter.set',
    'kernel.account.manage',
  ],
  routes: [...notificationRoutes, ...parameterRoutes, ...logRoutes],
  errors: kernelErrors,
  texts: joinTexts(
    { 'zh-CN': zh, en },
    { 'zh-CN': officeZh, en: officeEn },
    { 'zh-CN': rightsZh, en: rightsEn },
    { 'zh-CN': waysInZh, en: waysInEn },
    { 'zh-CN': logsZh, en: logsEn },
    { 'zh-CN': noticesZh, en: noticesEn },
  ),
  parameters: [secondFactorRoles, signInLogMonths, noticeDays],
  jobs: [sweepJob, forgetBytesJob, parameterJob],
  hasMigrations: true,
};
