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

/** The greatest sum of money that anybody can enter, and a column of the books can hold: 999,999,999,999.99 yuan. */
export const MOST_FEN = 99_999_999_999_999n;

/** A sum as clerks write it: `4,567.80`, `￥26.05`, `4567.8元`. Null: nothing stands there. Refused by a word otherwise. */
export function readYuan(words: string): { fen: bigint | null } | { fault: 'not_money' | 'negative' | 'too_much' } {
  const plain = words
    .normalize('NFKC')
    .replace(/[\s¥元,]/g, '')
    .replace(/\((.*)\)$/, '-$1');
  if (plain === '' || plain === '-') return { fen: null };
  const found = /^(-?)(\d{1,30})(?:\.(\d{0,10}))?$/.exec(plain);
  if (found === null) return { fault: 'not_money' };
  const [, sign, yuan, cents = ''] = found;
  if (/[1-9]/.test(cents.slice(2))) return { fault: 'not_money' };
  const fen = BigInt(yuan!) * 100n + BigInt(cents.slice(0, 2).padEnd(2, '0'));
  if (sign === '-' && fen > 0n) return { fault: 'negative' };
  return fen > MOST_FEN ? { fault: 'too_much' } : { fen };
}
