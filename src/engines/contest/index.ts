/** The door of contests for server code. */
export { contestModule } from './manifest';
export { contestContributor, contestEraser, contestFollower } from './contests/person';
