/** The ledger's door for browser code. */
export { budgetPages } from './budgets/pages';
export { transferPages } from './transfers/pages';
