/** The ledger's door for server code. */
export { ledgerModule } from './manifest';
export { foundBook, getBook, accountByCode, type NewBook } from './books/books';
export { nearestBook } from './books/open-books';
export { openBooks, type OpenBook } from './books/store-open';
export { type BookKind } from './charts/book-kinds';
export { postEntries, postEntry, reverseEntry, type PostedEntry } from './entries/entries';
export {
  reserveBudget,
  releaseReservation,
  budgetState,
  checkBudget,
  budgetLinesOf,
  budgetLinesFor,
} from './budgets/reservations';
export { type BudgetState, type BudgetWarning, type NewReservation } from './budgets/reservations';
export { spentSuits } from './budgets/measure-contract';
export { foundBudget } from './budgets/budgets';
export { decideBudget, proposeBudget, saveBudgetDraft } from './budgets/drafts';
export { shiftBudget } from './budgets/shifts';
export { type CommitmentFinder, type CommitmentRow } from './budgets/commitments';
export { decideTransfer, proposeTransfer } from './transfers/transfers';
export { postedLines, type PostedLine, type PostedQuestion } from './entries/store-posted';
export { accountsOf as bookAccounts, booksByIds, booksUnder, type BookRecord } from './books/store';
export { numbersOf, type EntryNumber } from './entries/store-journal';
export { partiesNamed } from './entries/opening';
export { faultOfLines, sideOf, type DraftLine, type EntryDraft } from './entries/rules';
export { accountPostings, type AccountPosting } from './balances/store-postings';
export { netBalances, partyBalances, turnovers } from './balances/store';
export { partiesOf, partyRows } from './parties/store-parties';
export { partyNames } from './parties/names';
export { ledgerContributor, ledgerEraser, ledgerFollower, voucherYearsOn } from './parties/person';
export { proveLedger, surveyLedger, type LedgerProof } from './sealing/proof';
export { sealEntries } from './sealing/sealer';
