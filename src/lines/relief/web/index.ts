/** The relief line's door for browser code. */
export { reliefPages } from './pages';
