/** The door of contests for server code. */
export { contestModule } from './manifest';
export { decimal, decimalText, mean, rounded, sum, zero, type Decimal } from './ranking/decimals';
export { own, placeByChain, type Criterion, type Placed } from './ranking/order';
export { chanceFrom, type Chance } from './ranking/seeded';
export { contestContributor, contestEraser, contestFollower } from './contests/person';
