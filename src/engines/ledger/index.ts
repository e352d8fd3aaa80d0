/** The ledger's door for server code. */
export { ledgerModule } from './manifest';
export { foundBook, getBook, accountByCode, type NewBook } from './books/books';
export { accountsOf as bookAccounts, booksByIds, booksUnder, type BookRecord } from './books/store';
export { type BookKind } from './charts/book-kinds';
export { postEntries, postEntry, reverseEntry, type PostedEntry } from './entries/entries';
export { numbersOf, type EntryNumber } from './entries/store-journal';
export { partiesNamed } from './entries/opening';
export { faultOfLines, type DraftLine, type EntryDraft } from './entries/rules';
export { netBalances, partyBalances, turnovers } from './balances/store';
export { partiesOf, partyRows } from './parties/store-parties';
export { partyNames } from './parties/names';
export { ledgerContributor, ledgerEraser, ledgerFollower, voucherYearsOn } from './parties/person';
export { proveLedger, surveyLedger, type LedgerProof } from './sealing/proof';
export { sealEntries } from './sealing/sealer';
