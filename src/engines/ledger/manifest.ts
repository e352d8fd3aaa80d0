import type { ModuleManifest, Parameter } from '#kernel';
import { joinTexts } from '#kernel/contract';
import auditEn from './audit-words/locale/en.json' with { type: 'json' };
import auditZh from './audit-words/locale/zh-CN.json' with { type: 'json' };
import { balanceRoutes } from './balances/routes';
import bookEn from './books/locale/en.json' with { type: 'json' };
import bookZh from './books/locale/zh-CN.json' with { type: 'json' };
import { findBookNames } from './books/names';
import { bookRoutes } from './books/routes';
import { ledgerErrors, ledgerPermissions } from './contract';
import { entryRoutes } from './entries/routes';
import { openingSource } from './entries/sources';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import { voucherYears } from './parties/person';
import { periodRoutes } from './periods/routes';

/** The ledger: books apart by law, entries that balance and stay, balances of every moment. */
export const ledgerModule: ModuleManifest = {
  name: 'ledger',
  folder: 'engines/ledger',
  permissions: ledgerPermissions,
  routes: [...bookRoutes, ...entryRoutes, ...balanceRoutes, ...periodRoutes],
  errors: ledgerErrors,
  texts: joinTexts({ 'zh-CN': zh, en }, { 'zh-CN': auditZh, en: auditEn }, { 'zh-CN': bookZh, en: bookEn }),
  findNames: findBookNames,
  recordSources: [openingSource],
  parameters: [voucherYears as Parameter],
  hasMigrations: true,
};
