import type { ModuleManifest } from '#kernel';
import { kernelManifest } from './kernel-manifest';

/** Every module of the house, from the ground upwards: the order of migrations and of composition. */
export const modules: readonly ModuleManifest[] = [kernelManifest];
