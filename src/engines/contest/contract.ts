import { contestErrors as coreErrors, contestPermissions as corePermissions } from './contests/contract';
import { entrantErrors } from './contests/contract-entrants';
import { measuredErrors } from './measured/contract';
import { panelErrors, panelPermissions } from './panels/contract';

/** The contract of contests for both sides. */
export * from './terms';
export * from './ranking/contest-file';
export * from './contests/contract';
export * from './contests/contract-entrants';
export * from './measured/file';
export * from './measured/contract';
export * from './panels/file';
export * from './panels/contract';

export const contestModulePermissions = [...corePermissions, ...panelPermissions];
export const contestModuleErrors = { ...coreErrors, ...entrantErrors, ...measuredErrors, ...panelErrors };
