import { type ModuleManifest } from '#kernel';
import { kernelModule } from '#kernel/composition';
import { planModule } from '#engines/plan';
import { rosterModule } from '#engines/roster';
import { rulebookModule } from '#engines/rulebook';
import { scheduleModule } from '#engines/schedule';
import { cultureLine, recogniseEvent } from '#lines/culture';
import { membershipLine } from '#lines/membership';
import { reliefLine } from '#lines/relief';
import { roles } from './roles';

/** Every module of the house, from the ground upwards: the order of migrations and of composition. */
export const modules: readonly ModuleManifest[] = [
  kernelModule,
  rulebookModule,
  rosterModule(roles),
  scheduleModule,
  planModule(recogniseEvent),
  reliefLine,
  cultureLine,
  membershipLine,
];
