/** The door of honours for browser code. */
export { honourDeskPages, honourPages } from './pages';
