/** The ledger's door for browser code. */
export { bookPages } from './pages';
