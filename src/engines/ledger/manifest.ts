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
import { exchangeRoutes } from './exchange/routes';
import { importSource } from './exchange/sources';
import { exchangeTexts } from './exchange/texts';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import { voucherYears } from './parties/person';
import { periodRoutes } from './periods/routes';
import { statementRoutes } from './statements/routes';
import { statementTexts } from './statements/texts';
import { yearEndRoutes } from './year-end/routes';
import { yearEndSource } from './year-end/sources';
import { yearEndTexts } from './year-end/texts';

/** The ledger: books apart by law, entries that balance and stay, balances of every moment. */
export const ledgerModule: ModuleManifest = {
  name: 'ledger',
  folder: 'engines/ledger',
  permissions: ledgerPermissions,
  routes: [
    ...bookRoutes,
    ...entryRoutes,
    ...balanceRoutes,
    ...periodRoutes,
    ...statementRoutes,
    ...yearEndRoutes,
    ...exchangeRoutes,
  ],
  errors: ledgerErrors,
  texts: joinTexts(
    { 'zh-CN': zh, en },
    { 'zh-CN': auditZh, en: auditEn },
    { 'zh-CN': bookZh, en: bookEn },
    statementTexts,
    yearEndTexts,
    exchangeTexts,
  ),
  findNames: findBookNames,
  recordSources: [openingSource, yearEndSource, importSource],
  parameters: [voucherYears as Parameter],
  hasMigrations: true,
};
