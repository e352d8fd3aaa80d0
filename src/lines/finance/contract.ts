import { defineErrors, type PermissionName } from '#kernel/contract';
import { assetErrors, assetPermissions } from './assets/contract';
import { auditErrors, auditPermissions } from './audits/contract';
import { findingErrors } from './audits/contract-findings';
import { bankErrors, bankPermissions } from './bank/contract';
import { claimErrors, claimPermissions } from './claims/contract';
import { goodsErrors, goodsPermissions } from './goods/contract';
import { receiptErrors, receiptPermissions } from './receipts/contract';
import { shareErrors, sharePermissions } from './fund-share/contract';
import { voucherErrors, voucherPermissions } from './vouchers/contract';

/** The line's door for both sides. */
export * from './assets/contract';
export * from './assets/contract-runs';
export * from './audits/contract';
export * from './audits/contract-findings';
export * from './bank/contract';
export * from './bank/contract-match';
export * from './claims/contract';
export * from './fund-share/contract';
export * from './goods/contract';
export * from './opinions/contract';
export * from './receipts/contract';
export * from './vouchers/contract';
export * from './work/contract';

export const financePermissions = [
  ...voucherPermissions,
  ...claimPermissions,
  ...receiptPermissions,
  ...sharePermissions,
  ...bankPermissions,
  ...assetPermissions,
  ...goodsPermissions,
  ...auditPermissions,
] as const satisfies readonly PermissionName[];

export const financeErrors = defineErrors({
  ...voucherErrors,
  ...claimErrors,
  ...receiptErrors,
  ...shareErrors,
  ...bankErrors,
  ...assetErrors,
  ...goodsErrors,
  ...auditErrors,
  ...findingErrors,
});
