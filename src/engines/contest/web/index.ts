/** The door of contests for browser code. */
export { contestPages, measuredPages, rankingTextPages } from './pages';
