import type { ModuleManifest, Parameter } from '#kernel';
import { findAuditNames } from './audits/audits';
import { findFindingNames } from './audits/findings';
import { findingReminderJob } from './audits/job';
import { auditDays } from './audits/parameters';
import { auditRoutes } from './audits/routes';
import { findBankNames } from './bank/accounts';
import { bankRoutes } from './bank/routes';
import { claimRoutes } from './claims/routes';
import { findClaimNames } from './claims/claims';
import { financeErrors, financePermissions } from './contract';
import { employerContribution } from './fund-share/measures';
import { shareDays } from './fund-share/parameters';
import { shareRoutes } from './fund-share/routes';
import { findReceiptNames } from './receipts/receipts';
import { receiptRoutes } from './receipts/routes';
import { financeTexts } from './texts';
import { voucherRoutes } from './vouchers/routes';
import { findVoucherNames, voucherSource } from './vouchers/sources';
import { workRoutes } from './work/routes';

/** The union's money at the desk: what is entered, checked, paid and then posted. An area adds to these lists. */
export const financeLine: ModuleManifest = {
  name: 'finance',
  folder: 'lines/finance',
  permissions: financePermissions,
  routes: [
    ...[...voucherRoutes, ...claimRoutes, ...receiptRoutes, ...shareRoutes, ...workRoutes, ...bankRoutes],
    ...auditRoutes,
  ],
  errors: financeErrors,
  texts: financeTexts,
  findNames: async (ctx, ids) =>
    new Map([
      ...(await findVoucherNames(ctx, ids)),
      ...(await findClaimNames(ctx, ids)),
      ...(await findReceiptNames(ctx, ids)),
      ...(await findBankNames(ctx, ids)),
      ...(await findAuditNames(ctx, ids)),
      ...(await findFindingNames(ctx, ids)),
    ]),
  recordSources: [voucherSource],
  measures: [employerContribution],
  parameters: [shareDays as Parameter, auditDays as Parameter],
  jobs: [findingReminderJob],
  hasMigrations: true,
};
