/** The finance line's door for browser code. */
export { voucherPages } from './vouchers/pages';
