/** 余额调节表, reckoned: pure, in whole fen; in is above zero, out below. */

export interface SheetGround {
  /** What the bank says it held at the end of the month; null where no statement says so. */
  readonly stated: bigint | null;
  /** What it held when reading began. */
  readonly opening: bigint;
  readonly lines: readonly { readonly amount: bigint; readonly rest: bigint }[];
  /** What stands in the book at the end of the month. */
  readonly bookBalance: bigint;
  readonly entries: readonly { readonly amount: bigint; readonly rest: bigint }[];
}

export interface Reckoned {
  readonly bankBalance: bigint;
  readonly bookBalance: bigint;
  readonly adjustedBank: bigint;
  readonly adjustedBook: bigint;
  /** adjustedBank − adjustedBook, and of what it is the sum. */
  readonly difference: bigint;
  /** By how much bank and book differed when reading began. */
  readonly openingOff: bigint;
  /** By how much the bank's own balance differs from what its lines give: lines are missing, or one too many. */
  readonly statementOff: bigint;
}

const sum = <Row>(rows: readonly Row[], value: (row: Row) => bigint): bigint =>
  rows.reduce((all, row) => all + value(row), 0n);

/**
 * The bank's balance with what only the book has, and the book's with what only the bank has. Both are equal when every line
 * was accounted for, matched or open; the difference is what the two balances began with and what the statements lack.
 */
export function reckon({ stated, opening, lines, bookBalance, entries }: SheetGround): Reckoned {
  const byLines = opening + sum(lines, (line) => line.amount);
  const bankBalance = stated ?? byLines;
  const adjustedBank = bankBalance + sum(entries, (entry) => entry.rest);
  const adjustedBook = bookBalance + sum(lines, (line) => line.rest);
  return {
    ...{ bankBalance, bookBalance, adjustedBank, adjustedBook, difference: adjustedBank - adjustedBook },
    openingOff: opening - (bookBalance - sum(entries, (entry) => entry.amount)),
    statementOff: bankBalance - byLines,
  };
}
