/** The plan's door for the browser. */
export { planPages } from './pages';
export { planScreens } from './screen/screens';
