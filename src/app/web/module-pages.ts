import { planPages } from '#engines/plan/web';
import { dossierPages, erasurePages, privacyPages, rightsPages, rosterPages } from '#engines/roster/web';
import { schedulePages } from '#engines/schedule/web';
import { culturePages } from '#lines/culture/web';
import { claimPages } from '#lines/finance/web';
import { duesPages, membershipPages } from '#lines/membership/web';
import { fundPages, reliefPages } from '#lines/relief/web';
import { savingsPages } from '#lines/savings/web';
import type { ModulePages } from '#ui';

/**
 * The one list of modules that have pages. A module's web door (`#engines/plan/web`, `#lines/culture/web`) exports one
 * `ModulePages` value made of import()s; adding it here gives it its menu entries, routes, phone tabs and words.
 */
export const modulePages: readonly ModulePages[] = [
  planPages,
  schedulePages,
  culturePages,
  membershipPages,
  duesPages,
  reliefPages,
  savingsPages,
  fundPages,
  claimPages,
  rosterPages,
  rightsPages,
  dossierPages,
  privacyPages,
  erasurePages,
];
