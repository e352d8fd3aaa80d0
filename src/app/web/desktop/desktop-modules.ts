import { codePages } from '#engines/roster/web';
import type { ModulePages } from '#ui';
import { modulePages } from '../module-pages';
import { parameterPages } from './parameters/pages';

/** All that has pages on the desktop: the modules, and what the shell itself brings, which no phone has to fetch. */
export const desktopModules: readonly ModulePages[] = [...modulePages, codePages, parameterPages];
