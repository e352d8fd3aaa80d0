import { Decimal as Library } from 'decimal.js';
import { z } from 'zod';

/**
 * Scores, weights, times and ratios are exact decimals, never floating point: 8.115 is 8.115. Forty digits hold every sum
 * and product of what a contest takes in; a quotient is kept to forty digits until a rule says how it is rounded.
 */
const Decimal = Library.clone({ precision: 40, rounding: Library.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 });
export type Decimal = Library;

/** An exact decimal as text: `-12.50`. Twelve digits before the point and six behind it are more than any field measures. */
export const decimalText = z
  .string()
  .regex(/^-?\d{1,12}(\.\d{1,6})?$/)
  .meta({ examples: ['1'] });

export const zero: Decimal = new Decimal(0);

export const decimal = (text: string | number): Decimal => new Decimal(text);

export const sum = (values: readonly Decimal[]): Decimal => values.reduce((total, value) => total.plus(value), zero);

/** The mean of at least one value. */
export const mean = (values: readonly Decimal[]): Decimal => sum(values).div(values.length);

/** Half up, away from zero: 四舍五入 as the rules of judged contests mean it. */
export const rounded = (value: Decimal, places: number): Decimal =>
  value.toDecimalPlaces(places, Library.ROUND_HALF_UP);

/** Wins over losses; without a loss it is above every other ratio, and nothing over nothing is the lowest. */
export function ratio(won: Decimal, lost: Decimal): Decimal {
  if (!lost.isZero()) return won.div(lost);
  return won.isZero() ? zero : new Decimal(Infinity);
}

/** Text as a contest's file and its pages hold it: without needless noughts, `∞` for a ratio without a loss. */
export const decimalWords = (value: Decimal): string => (value.isFinite() ? value.toFixed() : '∞');
