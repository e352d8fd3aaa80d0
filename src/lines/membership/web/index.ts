/** The membership line's door for browser code. */
export { bodyPages } from './bodies/pages';
export { membershipPages } from './pages';
