export { postMoves, reverseAll, type Move } from '#engines/ledger';

/** The accounts of the dues book that this area posts to. */
export const accounts = { cash: '101', bank: '102', owed: '113', ahead: '221', income: '401' } as const;
