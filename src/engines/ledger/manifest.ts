import type { ModuleManifest, Parameter } from '#kernel';
import { joinTexts } from '#kernel/contract';
import auditEn from './audit-words/locale/en.json' with { type: 'json' };
import auditZh from './audit-words/locale/zh-CN.json' with { type: 'json' };
import { ledgerErrors, ledgerPermissions } from './contract';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import { voucherYears } from './parties/person';

/** The ledger: books apart by law, entries that balance and stay, balances of every moment. */
export const ledgerModule: ModuleManifest = {
  name: 'ledger',
  folder: 'engines/ledger',
  permissions: ledgerPermissions,
  routes: [],
  errors: ledgerErrors,
  texts: joinTexts({ 'zh-CN': zh, en }, { 'zh-CN': auditZh, en: auditEn }),
  parameters: [voucherYears as Parameter],
  hasMigrations: true,
};
