/** The relief line's door for browser code. */
export { reliefDeskPages, reliefPages } from './pages';
export { fundDeskPages, fundPages } from './funds/pages';
