/** The finance line's door for server code. */
export { financeLine } from './line';
export { draftVoucher } from './vouchers/vouchers';
export { dropVoucher, payVoucher, postVoucher, returnVoucher } from './vouchers/steps';
export { reviewVoucher, submitVoucher, takeVoucherBack } from './vouchers/steps';
export { addBankAccount } from './bank/accounts';
export { addBankStatement, applyBankStatement } from './bank/statements';
export { getBankMatching, matchBank } from './bank/matching';
export { finishBankSheet, reviewBankSheet } from './bank/sheets';
export { addOwnClaimPhoto, sendOwnClaim, takeBackOwnClaim } from './claims/own';
export { checkClaim, returnClaim } from './claims/check';
export { decideClaim, payClaim } from './claims/pay';
export { cancelReceipt, writeReceipt } from './receipts/receipts';
export { saveWageBills } from './fund-share/fund-share';
export { financeContributor, financeEraser, financeFollower } from './claims/person';
