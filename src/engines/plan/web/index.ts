/** The plan's door for the browser. */
export { planPages } from './pages';
