import type { ModuleManifest } from '#kernel';
import { planModule } from '#engines/plan';
import { rosterModule } from '#engines/roster';
import { scheduleModule } from '#engines/schedule';
import { cultureLine, matchDefinition } from '#lines/culture';
import { kernelManifest } from './kernel-manifest';
import { roles } from './roles';

/** Lines define the events that plans speak of; the plan engine only asks for their keys. */
const recogniseEvent = (title: string): string | null => matchDefinition(title)?.key ?? null;

/** Every module of the house, from the ground upwards: the order of migrations and of composition. */
export const modules: readonly ModuleManifest[] = [kernelManifest, rosterModule(roles), scheduleModule, planModule(recogniseEvent), cultureLine];
