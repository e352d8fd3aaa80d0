import { kernelErrors } from './error-table';
import { forgetBytesJob } from './file-removal';
import { sweepJob } from './housekeeping';
import en from './locale/en.json' with { type: 'json' };
import officeEn from './office/locale/en.json' with { type: 'json' };
import officeZh from './office/locale/zh-CN.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };

import type { ModuleManifest } from './manifest';
import { notificationRoutes } from './notifications';
import rightsEn from './rights/locale/en.json' with { type: 'json' };
import rightsZh from './rights/locale/zh-CN.json' with { type: 'json' };
import { parameterJob, parameterRoutes } from './parameter-acts';

/** The kernel states what it gives the house in the same form as every module. */
export const kernelModule: ModuleManifest = {
  name: 'kernel',
  folder: 'kernel',
  permissions: ['kernel.audit.read', 'kernel.parameter.read', 'kernel.parameter.set', 'kernel.account.manage'],
  routes: [...notificationRoutes, ...parameterRoutes],
  errors: kernelErrors,
  texts: {
    'zh-CN': { ...zh, ...officeZh, ...rightsZh, errors: { ...zh.errors, ...officeZh.errors } },
    en: { ...en, ...officeEn, ...rightsEn, errors: { ...en.errors, ...officeEn.errors } },
  },
  jobs: [sweepJob, forgetBytesJob, parameterJob],
  hasMigrations: true,
};
