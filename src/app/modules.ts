import { type ModuleManifest } from '#kernel';
import { kernelModule } from '#kernel/composition';
import { contestContributor, contestEraser, contestFollower, contestModule } from '#engines/contest';
import { honoursContributor, honoursEraser, honoursFollower, honoursModule } from '#engines/honours';
import { ledgerContributor, ledgerEraser, ledgerFollower, ledgerModule } from '#engines/ledger';
import { moneyCommitments, planContributor, planEraser, planFollower, planModule } from '#engines/plan';
import { rosterModule, type PersonContributor, type PersonEraser, type PersonFollower } from '#engines/roster';
import { rulebookModule } from '#engines/rulebook';
import { scheduleContributor, scheduleEraser, scheduleFollower, scheduleModule } from '#engines/schedule';
import { cultureLine, recogniseEvent } from '#lines/culture';
import { assetContributor, assetEraser, assetFollower } from '#lines/finance';
import { goodsContributor, goodsEraser, goodsFollower } from '#lines/finance';
import { financeContributor, financeEraser, financeFollower, financeLine } from '#lines/finance';
import { duesContributor, duesEraser, duesFollower } from '#lines/membership';
import {
  fullMembersOf,
  membershipContributor,
  membershipEraser,
  membershipFollower,
  membershipLine,
} from '#lines/membership';
import { fundContributor, fundEraser, fundFollower } from '#lines/relief';
import { reliefContributor, reliefEraser, reliefFollower, reliefLine } from '#lines/relief';
import { savingsContributor, savingsEraser, savingsFollower, savingsLine } from '#lines/savings';
import { firstRole, roles } from './roles';

/** What of other modules goes over when two records of a person become one. */
export const personFollowers: readonly PersonFollower[] = [
  scheduleFollower,
  planFollower,
  reliefFollower,
  fundFollower,
  membershipFollower,
  duesFollower,
  savingsFollower,
  ledgerFollower,
  financeFollower,
  assetFollower,
  goodsFollower,
  contestFollower,
  honoursFollower,
];

/** What other modules keep about a person, for whoever asks for a copy of the own data. */
const personContributors: readonly PersonContributor[] = [
  scheduleContributor,
  planContributor,
  reliefContributor,
  fundContributor,
  membershipContributor,
  duesContributor,
  savingsContributor,
  ledgerContributor,
  financeContributor,
  assetContributor,
  goodsContributor,
  contestContributor,
  honoursContributor,
];

/** What other modules say against erasing a person's data, and what of theirs goes. */
export const personErasers: readonly PersonEraser[] = [
  scheduleEraser,
  planEraser,
  reliefEraser,
  fundEraser,
  membershipEraser,
  duesEraser,
  savingsEraser,
  ledgerEraser,
  financeEraser,
  assetEraser,
  goodsEraser,
  contestEraser,
  honoursEraser,
];

/** Every module of the house, from the ground upwards: the order of migrations and of composition. */
export const modules: readonly ModuleManifest[] = [
  kernelModule,
  rulebookModule,
  rosterModule(roles, {
    followers: personFollowers,
    contributors: personContributors,
    erasers: personErasers,
    firstRole,
  }),
  ledgerModule(moneyCommitments),
  scheduleModule,
  contestModule,
  // No line keeps money for prizes yet: schemes with a prize are refused until one does.
  honoursModule({}),
  planModule(recogniseEvent),
  reliefLine,
  cultureLine,
  membershipLine,
  savingsLine({ membersOf: fullMembersOf }),
  financeLine,
];

/** Where the house keeps sealed personal data. */
export const sealedColumns = modules.flatMap((module) => module.sealedColumns ?? []);
