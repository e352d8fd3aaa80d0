/** The relief line's door for server code. */
export { reliefLine } from './line';
export { reliefContributor } from './person-contributor';
export { reliefEraser } from './person-eraser';
export { reliefFollower } from './person-follower';
export { joinCoverage } from './coverages';
export { lapseCovers } from './lapse';
export { schemes as coverageSchemesOf } from './schemes';
export { fundContributor, fundEraser, fundFollower } from './funds/person-records';
