/** The door of honours for server code. */
export { honoursModule } from './manifest';
export type { PrizeOffice, PrizeOffices, PrizeToPay, PrizeToReserve } from './prizes';
export { createScheme } from './schemes/schemes';
export { beginRound } from './rounds/rounds';
export { honoursContributor, honoursEraser, honoursFollower } from './record/person';
