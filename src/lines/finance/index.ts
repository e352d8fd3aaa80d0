/** The finance line's door for server code. */
export { financeLine } from './line';
export { draftVoucher, showVoucher } from './vouchers/vouchers';
export { payVoucher, postVoucher, returnVoucher, reviewVoucher, submitVoucher } from './vouchers/steps';
