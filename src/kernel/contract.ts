/** The kernel's door for both sides: contracts, day and money types. Runs in the browser. */
export * from './endpoint';
export * from './error-table';
export * from './day';
export * from './fen';
export * from './language';
export * from './paging';
export * from './parameter-contract';
export * from './session-contract';
export * from './ways-in/contract';
export * from './ways-in/second-factor-contract';
export * from './ways-in/outcomes';
export * from './logs/contract';
export * from './ways-in/provider-contract';
export * from './notification-contract';
export * from './measure';
export * from './tag';
export * from './live/news';
