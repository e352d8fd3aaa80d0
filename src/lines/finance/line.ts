import type { ModuleManifest } from '#kernel';
import { financeErrors, financePermissions } from './contract';
import { financeTexts } from './texts';
import { voucherRoutes } from './vouchers/routes';
import { findVoucherNames, voucherSource } from './vouchers/sources';

/** The union's money at the desk: what is entered, checked, paid and then posted. An area adds to these lists. */
export const financeLine: ModuleManifest = {
  name: 'finance',
  folder: 'lines/finance',
  permissions: financePermissions,
  routes: [...voucherRoutes],
  errors: financeErrors,
  texts: financeTexts,
  findNames: findVoucherNames,
  recordSources: [voucherSource],
  hasMigrations: true,
};
