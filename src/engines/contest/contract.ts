import { contestErrors as coreErrors, contestPermissions as corePermissions } from './contests/contract';
import { entrantErrors } from './contests/contract-entrants';
import { indicatorErrors, indicatorPermissions } from './indicators/contract';
import { measuredErrors } from './measured/contract';
import { panelErrors, panelPermissions } from './panels/contract';
import { recordPermissions } from './records/contract';

/** The contract of contests for both sides. */
export * from './terms';
export * from './ranking/contest-file';
export * from './contests/contract';
export * from './contests/contract-entrants';
export * from './measured/file';
export * from './measured/contract';
export * from './panels/file';
export * from './panels/contract';
export * from './indicators/contract';
export * from './records/contract';

export const contestModulePermissions = [
  ...corePermissions,
  ...panelPermissions,
  ...indicatorPermissions,
  ...recordPermissions,
];
export const contestModuleErrors = {
  ...{ ...coreErrors, ...entrantErrors, ...measuredErrors },
  ...{ ...panelErrors, ...indicatorErrors },
};
