/** The ledger's door for browser code. */
export { bookPages } from './pages';
export { paperPages } from './papers';
export { budgetPages } from './budgets/pages';
export { transferPages } from './transfers/pages';
export { statementPages } from './published/pages';
