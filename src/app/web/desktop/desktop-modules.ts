import { contestPages, measuredPages, rankingTextPages } from '#engines/contest/web';
import { honourDeskPages } from '#engines/honours/web';
import { bookPages, budgetPages, paperPages, transferPages } from '#engines/ledger/web';
import { codePages, cohortPages, doublePages, intakePages, rosterDeskPages } from '#engines/roster/web';
import { assetPages, auditPages, bankPages, claimDeskPages, fundSharePages } from '#lines/finance/web';
import { goodsPages, receiptPages, voucherPages, workPages } from '#lines/finance/web';
import { bodyPages, duesDeskPages, membershipDeskPages } from '#lines/membership/web';
import { fundDeskPages, reliefDeskPages } from '#lines/relief/web';
import { savingsDeskPages } from '#lines/savings/web';
import type { ModulePages } from '#ui';
import { modulePages } from '../module-pages';
import { ownModules } from '../own-modules';
import { logPages } from './logs/pages';
import { parameterPages } from './parameters/pages';

/** What is done at a desk alone: no phone has to fetch as much as its name. */
export const deskPages: readonly ModulePages[] = [
  reliefDeskPages,
  fundDeskPages,
  membershipDeskPages,
  duesDeskPages,
  bodyPages,
  savingsDeskPages,
  rosterDeskPages,
  cohortPages,
  doublePages,
  intakePages,
  codePages,
  bookPages,
  paperPages,
  budgetPages,
  voucherPages,
  claimDeskPages,
  receiptPages,
  fundSharePages,
  workPages,
  bankPages,
  assetPages,
  goodsPages,
  contestPages,
  measuredPages,
  rankingTextPages,
  transferPages,
  auditPages,
  honourDeskPages,
  parameterPages,
  logPages,
];

/** All that has pages on the desktop. */
export const desktopModules: readonly ModulePages[] = [...modulePages, ...ownModules, ...deskPages];
