/** The membership line's door for browser code. */
export { membershipPages } from './pages';
