import { planPages } from '#engines/plan/web';
import { rosterPages } from '#engines/roster/web';
import { schedulePages } from '#engines/schedule/web';
import { culturePages } from '#lines/culture/web';
import type { ModulePages } from '#ui';

/**
 * The modules that the phone's first page needs to know; the desktop has them too. A module's web door
 * (`#engines/plan/web`, `#lines/culture/web`) exports one `ModulePages` value made of import()s; adding it here gives it its
 * menu entries, routes, phone tabs, cards on the first page and words. What lies behind 我的 and 公开 stands in `own-modules.ts`.
 */
export const modulePages: readonly ModulePages[] = [planPages, schedulePages, culturePages, rosterPages];
