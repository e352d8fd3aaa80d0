/** The savings line's door for server code. */
export { savingsLine } from './line';
export { type MemberFinder } from './members';
export { savingsContributor, savingsEraser, savingsFollower } from './person-records';
export { surveySavings } from './associations/control';
export { addEarnings, foundAssociation, showWarnings } from './associations/associations';
export { closeAccount } from './accounts/closing';
export { askForMonthly, importAccounts } from './accounts/opening';
export { payWithdrawal } from './accounts/money';
export { queueWithdrawal } from './accounts/queue';
export { addPayrollList, applyPayrollList } from './lists/lists';
export { workOnList } from './lists/take';
export { answerGuarantee, enterLoan } from './loans/asking';
export { decideLoan, payLoan, repayLoan } from './loans/lending';
export { publishReport } from './reports/reports';
export { decideShares, proposeShares } from './shares/shares';
export { workOnShares } from './shares/make';
