/** Desktop pages' heavier pieces: lists, drawers, forms from schemas. */
export * from './page-head';
export * from './table';
export * from './list-page';
export * from './filter-bar';
export * from './export-button';
export * from './save-file';
export * from './drawer';
export * from './form-from-schema';
export * from './schema-fields';
