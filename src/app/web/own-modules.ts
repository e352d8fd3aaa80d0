import { panelPages } from '#engines/contest/web';
import { honourPages } from '#engines/honours/web';
import { statementPages } from '#engines/ledger/web';
import { dossierPages, erasurePages, privacyPages, rightsPages } from '#engines/roster/web';
import { claimPages, opinionPages } from '#lines/finance/web';
import { duesPages, membershipPages } from '#lines/membership/web';
import { fundPages, reliefPages } from '#lines/relief/web';
import { savingsPages } from '#lines/savings/web';
import { type ModulePages, registerBeside, registerTexts } from '#ui';
import { lazyExtra } from './page-view';

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
  opinionPages,
  rightsPages,
  dossierPages,
  privacyPages,
  erasurePages,
  panelPages,
];

/** Says where their words are and what they show beside others' records; whoever shows one of their pages calls it first. */
export function registerOwn(): void {
  for (const { module, texts, beside = [] } of ownModules) {
    registerTexts(module, texts);
    for (const { record, permission, load } of beside)
      registerBeside(`${module} ${record}`, { record, permission, Part: lazyExtra(module, load) });
  }
}
