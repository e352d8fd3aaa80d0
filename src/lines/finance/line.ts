import type { ModuleManifest, Parameter } from '#kernel';
import { findAssetNames } from './assets/cards';
import { findCountNames } from './assets/counts';
import { assetLives, assetWriteDown } from './assets/parameters';
import { assetRoutes } from './assets/routes';
import { findRunNames } from './assets/runs';
import { assetRunSource, scrappingSource } from './assets/sources';
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
import { findGoodsNames } from './goods/goods';
import { goodsRoutes } from './goods/routes';
import { findReceiptNames } from './receipts/receipts';
import { opinionRoutes } from './opinions/routes';
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
    ...[...assetRoutes, ...goodsRoutes, ...auditRoutes, ...opinionRoutes],
  ],
  errors: financeErrors,
  texts: financeTexts,
  findNames: async (ctx, ids) =>
    new Map([
      ...(await findVoucherNames(ctx, ids)),
      ...(await findClaimNames(ctx, ids)),
      ...(await findReceiptNames(ctx, ids)),
      ...(await findBankNames(ctx, ids)),
      ...(await findAssetNames(ctx, ids)),
      ...(await findGoodsNames(ctx, ids)),
      ...(await findRunNames(ctx, ids)),
      ...(await findCountNames(ctx, ids)),
      ...(await findAuditNames(ctx, ids)),
      ...(await findFindingNames(ctx, ids)),
    ]),
  recordSources: [voucherSource, assetRunSource, scrappingSource],
  measures: [employerContribution],
  parameters: [shareDays, auditDays, assetLives, assetWriteDown] as Parameter[],
  jobs: [findingReminderJob],
  hasMigrations: true,
};
