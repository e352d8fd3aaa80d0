/**
 * What of the employer's 2 % is handed up, to the nearest fen, and what stays: together always the whole. The share is
 * taken in whole ten-thousandths, so that no binary fraction has a say.
 */
export function splitShare(whole: bigint, remittedShare: number): { remitted: bigint; kept: bigint } {
  const share = BigInt(Math.round(remittedShare * 10_000));
  const remitted = (whole * share + 5_000n) / 10_000n;
  return { remitted, kept: whole - remitted };
}
