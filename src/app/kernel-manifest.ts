import type { ModuleManifest } from '#kernel';
import { kernelErrors } from '#kernel/contract';
import en from '../kernel/locale/en.json' with { type: 'json' };
import officeEn from '../kernel/office/locale/en.json' with { type: 'json' };
import officeZh from '../kernel/office/locale/zh-CN.json' with { type: 'json' };
import zh from '../kernel/locale/zh-CN.json' with { type: 'json' };

/** The kernel states what it gives the house in the same form as every module. */
export const kernelManifest: ModuleManifest = {
  name: 'kernel',
  folder: 'kernel',
  permissions: ['kernel.audit.read', 'kernel.parameter.read', 'kernel.parameter.set', 'kernel.account.manage'],
  routes: [],
  errors: kernelErrors,
  texts: {
    'zh-CN': { ...zh, ...officeZh, errors: { ...zh.errors, ...officeZh.errors } },
    en: { ...en, ...officeEn, errors: { ...en.errors, ...officeEn.errors } },
  },
  hasMigrations: true,
};
