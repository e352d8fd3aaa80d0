/** The door of contests for browser code. */
export { contestPages, measuredPages, panelPages, rankingTextPages } from './pages';
