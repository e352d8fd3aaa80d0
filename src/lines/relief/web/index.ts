/** The relief line's door for browser code. */
export { reliefDeskPages, reliefPages } from './pages';
