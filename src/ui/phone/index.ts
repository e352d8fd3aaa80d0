/** Pieces of phone pages, and what works there without network. Nothing here may pull in zod. */
export * from './phone-head';
export * from './phone-rows';
export { ExportButton } from '../desktop/export-button';
export { saveFile } from '../desktop/save-file';
export { type Entry, type Fact, queuedCall } from '../offline/entries';
export * from '../offline/queue';
export * from '../offline/answers';
export * from '../offline/photo-draft';
export * from '../offline/photo-strip';
export * from '../offline/entry-card';
export * from '../offline/queue-list';
export * from '../offline/queue-strips';
export * from '../offline/sign-out';
export * from '../offline/texts';
