/** The finance line's door for browser code. */
export { assetPages } from './assets/pages';
export { auditPages } from './audits/pages';
export { bankPages } from './bank/pages';
export { claimDeskPages, claimPages } from './claims/pages';
export { fundSharePages } from './fund-share/pages';
export { goodsPages } from './goods/pages';
export { opinionPages } from './opinions/pages';
export { receiptPages } from './receipts/pages';
export { voucherPages } from './vouchers/pages';
export { workPages } from './work/pages';
