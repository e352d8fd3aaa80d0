import { nominationErrors, nominationPermissions } from './nominations/contract';
import { recordErrors, recordPermissions } from './record/contract';
import { roundErrors, roundPermissions } from './rounds/contract';
import { schemeErrors, schemePermissions } from './schemes/contract';

/** The contract of honours for both sides. */
export * from './terms';
export * from './schemes/definition';
export * from './schemes/contract';
export * from './rounds/contract';
export * from './nominations/contract';
export * from './record/contract';

export const honoursPermissions = [
  ...schemePermissions,
  ...roundPermissions,
  ...nominationPermissions,
  ...recordPermissions,
];
export const honoursErrors = { ...schemeErrors, ...roundErrors, ...nominationErrors, ...recordErrors };
