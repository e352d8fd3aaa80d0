/** The finance line's door for browser code. */
export { claimDeskPages, claimPages } from './claims/pages';
export { receiptPages } from './receipts/pages';
export { voucherPages } from './vouchers/pages';
export { workPages } from './work/pages';
