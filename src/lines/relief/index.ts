/** The relief line's door for server code. */
export { reliefLine } from './line';
export { joinCoverage } from './coverages';
export { lapseCovers } from './lapse';
export { schemes as coverageSchemesOf } from './schemes';
