import { z } from 'zod';

/** Money as whole fen. On the wire it is a string of digits, because JSON numbers end at 2^53. */
export const fen = z
  .union([z.bigint(), z.string().regex(/^-?\d{1,18}$/)])
  .transform((value) => BigInt(value))
  .meta({ id: 'Fen', description: 'An amount of money in whole fen, as a string of digits.' });

/** `Math.min` and `Math.max` know no bigint. */
export const lesserOf = (one: bigint, other: bigint): bigint => (one < other ? one : other);
export const greaterOf = (one: bigint, other: bigint): bigint => (one > other ? one : other);

/** `123450n` as `1,234.50`. */
export function formatFen(amount: bigint): string {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${yuan}.${digits.slice(-2)}`;
}
