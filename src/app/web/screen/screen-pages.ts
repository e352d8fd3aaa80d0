import { planPages, planScreens } from '#engines/plan/web';
import type { DesktopPage, ModulePages } from '#ui';

/** The one list of modules that have a big screen; each brings its pages and its words. */
export const screenPages: readonly (Pick<ModulePages, 'module' | 'texts'> & {
  readonly screens: readonly DesktopPage[];
})[] = [{ module: planPages.module, texts: planPages.texts, screens: planScreens }];
