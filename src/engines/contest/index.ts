/** The door of contests for server code. */
export { contestModule } from './manifest';
export { decimal, mean, rounded, zero, type Decimal } from './ranking/decimals';
export { own, placeByChain, type Criterion } from './ranking/order';
export { chanceFrom } from './ranking/seeded';
export { contestContributor, contestEraser, contestFollower } from './contests/person';
export { fileKindOf } from './contests/files';
export { fileWords } from './contests/file-words';
export { auditOfFile, auditOfReport } from './matches/trf/audit';
