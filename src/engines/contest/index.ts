/** The door of contests for server code. */
export { contestModule } from './manifest';
export { decimal, mean, rounded, zero, type Decimal } from './ranking/decimals';
export { own, placeByChain, type Criterion } from './ranking/order';
export { chanceFrom } from './ranking/seeded';
export { contestContributor, contestEraser, contestFollower } from './contests/person';
