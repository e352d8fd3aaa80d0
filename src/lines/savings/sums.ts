/** The sum of one amount over rows. */
export function sumOf<Row>(rows: readonly Row[], amountOf: (row: Row) => bigint): bigint {
  let sum = 0n;
  for (const row of rows) sum += amountOf(row);
  return sum;
}
