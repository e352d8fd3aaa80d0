import { contestErrors as coreErrors, contestPermissions as corePermissions } from './contests/contract';
import { entrantErrors } from './contests/contract-entrants';

/** The contract of contests for both sides. */
export * from './terms';
export * from './ranking/contest-file';
export * from './contests/contract';
export * from './contests/contract-entrants';

export const contestModulePermissions = [...corePermissions];
export const contestModuleErrors = { ...coreErrors, ...entrantErrors };
