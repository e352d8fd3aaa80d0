import type { ModuleManifest, Parameter } from '#kernel';
import { joinTexts } from '#kernel/contract';
import auditEn from './audit-words/locale/en.json' with { type: 'json' };
import auditZh from './audit-words/locale/zh-CN.json' with { type: 'json' };
import { balanceRoutes } from './balances/routes';
import bookEn from './books/locale/en.json' with { type: 'json' };
import bookZh from './books/locale/zh-CN.json' with { type: 'json' };
import { findBookNames } from './books/names';
import { bookRoutes } from './books/routes';
import type { CommitmentFinder } from './budgets/commitments';
import { expireReservationsJob } from './budgets/job';
import budgetsEn from './budgets/locale/en.json' with { type: 'json' };
import budgetsZh from './budgets/locale/zh-CN.json' with { type: 'json' };
import { budgetLinesKept, spentOnPromise } from './budgets/measures';
import { budgetParameterList } from './budgets/parameters';
import { budgetRoutes } from './budgets/routes';
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
import rightsEn from './rights/locale/en.json' with { type: 'json' };
import rightsZh from './rights/locale/zh-CN.json' with { type: 'json' };
import transfersEn from './transfers/locale/en.json' with { type: 'json' };
import transfersZh from './transfers/locale/zh-CN.json' with { type: 'json' };
import { transferRoutes } from './transfers/routes';
import { transferSource } from './transfers/sources';

/**
 * The ledger: books apart by law, entries that balance and stay, balances of every moment; with the way to the promises that
 * lines of budgets pay for.
 */
export const ledgerModule = (commitments: CommitmentFinder): ModuleManifest => ({
  name: 'ledger',
  folder: 'engines/ledger',
  permissions: ledgerPermissions,
  routes: [
    ...[...bookRoutes, ...entryRoutes, ...balanceRoutes, ...periodRoutes],
    ...[...statementRoutes, ...yearEndRoutes, ...exchangeRoutes],
    ...budgetRoutes(commitments),
    ...transferRoutes,
  ],
  errors: ledgerErrors,
  texts: joinTexts(
    { 'zh-CN': zh, en },
    { 'zh-CN': auditZh, en: auditEn },
    { 'zh-CN': bookZh, en: bookEn },
    { 'zh-CN': rightsZh, en: rightsEn },
    { 'zh-CN': budgetsZh, en: budgetsEn },
    { 'zh-CN': transfersZh, en: transfersEn },
    statementTexts,
    yearEndTexts,
    exchangeTexts,
  ),
  findNames: findBookNames,
  recordSources: [openingSource, transferSource, yearEndSource, importSource],
  parameters: [voucherYears as Parameter, ...budgetParameterList],
  measures: [spentOnPromise, budgetLinesKept],
  jobs: [expireReservationsJob],
  hasMigrations: true,
});
