import { honourPages } from '#engines/honours/web';
import { statementPages } from '#engines/ledger/web';
import { dossierPages, erasurePages, privacyPages, rightsPages } from '#engines/roster/web';
import { claimPages } from '#lines/finance/web';
import { duesPages, membershipPages } from '#lines/membership/web';
import { fundPages, reliefPages } from '#lines/relief/web';
import { savingsPages } from '#lines/savings/web';
import { type ModulePages, registerTexts } from '#ui';

/** The modules whose phone pages lie behind 我的 and 公开: the first page fetches none of it, not even the names. */
export const ownModules: readonly ModulePages[] = [
  membershipPages,
  duesPages,
  reliefPages,
  savingsPages,
  fundPages,
  claimPages,
  statementPages,
  honourPages,
  rightsPages,
  dossierPages,
  privacyPages,
  erasurePages,
];

/** Says where their words are; whoever shows one of their pages calls it first. */
export function registerOwnTexts(): void {
  for (const { module, texts } of ownModules) registerTexts(module, texts);
}
