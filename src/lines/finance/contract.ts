import { defineErrors, type PermissionName } from '#kernel/contract';
import { voucherErrors, voucherPermissions } from './vouchers/contract';

/** The line's door for both sides. */
export * from './vouchers/contract';

export const financePermissions = [...voucherPermissions] as const satisfies readonly PermissionName[];

export const financeErrors = defineErrors({ ...voucherErrors });
