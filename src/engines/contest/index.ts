/** The door of contests for server code. */
export { contestModule } from './manifest';
export { contestContributor, contestEraser, contestFollower } from './contests/person';
export { fileKindOf } from './contests/files';
export { fileWords } from './contests/file-words';
export { auditOfFile, auditOfReport } from './matches/trf/audit';
