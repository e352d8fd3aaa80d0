/** The finance line's door for browser code. */
export { claimDeskPages, claimPages } from './claims/pages';
export { voucherPages } from './vouchers/pages';
export { workPages } from './work/pages';
