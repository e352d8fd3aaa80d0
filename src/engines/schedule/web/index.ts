/** The schedule's door for browser code. */
export { schedulePages } from './pages';
export { lateDays } from './event-days';
export { loadOwnDuties } from './load-own-duties';
