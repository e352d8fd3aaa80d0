/** The savings line's door for browser code. */
export { savingsDeskPages, savingsPages } from './pages';
