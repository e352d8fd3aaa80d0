/** The ledger's door for server code. */
export { ledgerModule } from './manifest';
export { foundBook, getBook, accountByCode, type NewBook } from './books/books';
export { type BookKind } from './charts/book-kinds';
export { postEntries, postEntry, reverseEntry, type PostedEntry } from './entries/entries';
export { reserveBudget, releaseReservation, budgetState, checkBudget, budgetLinesOf } from './budgets/reservations';
export { type BudgetState, type BudgetWarning, type NewReservation } from './budgets/reservations';
export { foundBudget } from './budgets/budgets';
export { decideBudget, proposeBudget, saveBudgetDraft } from './budgets/drafts';
export { shiftBudget } from './budgets/shifts';
export { type CommitmentFinder, type CommitmentRow } from './budgets/commitments';
export { decideTransfer, proposeTransfer } from './transfers/transfers';
export { type DraftLine, type EntryDraft } from './entries/rules';
export { netBalances, partyBalances, turnovers } from './balances/store';
export { partiesOf } from './parties/store-parties';
export { ledgerContributor, ledgerEraser, ledgerFollower, voucherYearsOn } from './parties/person';
export { proveLedger, surveyLedger, type LedgerProof } from './sealing/proof';
export { sealEntries } from './sealing/sealer';
