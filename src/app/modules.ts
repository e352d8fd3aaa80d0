import type { ModuleManifest } from '#kernel';
import { rosterModule } from '#engines/roster';
import { kernelManifest } from './kernel-manifest';
import { roles } from './roles';

/** Every module of the house, from the ground upwards: the order of migrations and of composition. */
export const modules: readonly ModuleManifest[] = [kernelManifest, rosterModule(roles)];
