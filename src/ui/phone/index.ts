/** Pieces of phone pages. Nothing here may pull in zod. */
export * from './phone-head';
export * from './phone-rows';
