/** The ledger's door for server code. */
export { ledgerModule } from './manifest';
export { foundBook, getBook, accountByCode, type NewBook } from './books/books';
export { nearestBook } from './books/open-books';
export { openBooks, type OpenBook } from './books/store-open';
export { type BookKind } from './charts/book-kinds';
export { postEntries, postEntry, reverseEntry, type PostedEntry } from './entries/entries';
export { type DraftLine, type EntryDraft } from './entries/rules';
export { netBalances, partyBalances, turnovers } from './balances/store';
export { partiesOf } from './parties/store-parties';
export { ledgerContributor, ledgerEraser, ledgerFollower, voucherYearsOn } from './parties/person';
export { proveLedger, surveyLedger, type LedgerProof } from './sealing/proof';
export { sealEntries } from './sealing/sealer';
