/** The culture line's door for browser code. */
export { culturePages } from './pages';
