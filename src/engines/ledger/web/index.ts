/** The ledger's door for browser code. */
export { bookPages } from './pages';
export { paperPages } from './papers';
