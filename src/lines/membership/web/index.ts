/** The membership line's door for browser code. */
export { bodyPages } from './bodies/pages';
export { membershipDeskPages, membershipPages } from './pages';
export { duesDeskPages, duesPages } from './dues/pages';
