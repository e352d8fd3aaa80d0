/** Pieces of phone pages. Nothing here may pull in antd or zod. */
export * from './phone-head';
export * from './phone-rows';
