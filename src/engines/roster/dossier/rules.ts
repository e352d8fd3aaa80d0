import { isDay, type Day } from '#kernel/contract';
import type { genders } from '../person-contract';

type Gender = (typeof genders)[number];

/** What stands in an identity number (GB 11643): where it was given, the birth, the gender. */
export interface IdentityFacts {
  /** Eighteen signs, the last a digit or `X`. */
  readonly number: string;
  readonly bornOn: Day;
  readonly gender: Gender;
}

export type IdentityFault =
  | 'roster.identity_malformed'
  | 'roster.identity_old'
  | 'roster.identity_region'
  | 'roster.identity_birth_day'
  | 'roster.identity_check_digit';

/** Provinces by their first two digits; numbers of foreigners with a right of abode begin with 9. */
const REGION = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d)/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_SIGNS = '10X98765432';
/** Nobody in a roster was born, or began to work, before. */
export const EARLIEST_DAY: Day = '1900-01-01';

/** The last sign of an identity number after ISO 7064 MOD 11-2, from the seventeen digits before it. */
export function identityCheckSign(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return CHECK_SIGNS[sum % 11]!;
}

/** Typed or pasted: full-width digits, blanks and hyphens between groups are no fault. */
const dense = (text: string): string => text.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase();

export function readIdentityNumber(text: string, today: Day): IdentityFacts | { fault: IdentityFault } {
  const number = dense(text);
  if (/^\d{15}$/.test(number)) return { fault: 'roster.identity_old' };
  if (!/^\d{17}[\dX]$/.test(number)) return { fault: 'roster.identity_malformed' };
  if (!REGION.test(number)) return { fault: 'roster.identity_region' };
  const bornOn = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isDay(bornOn) || bornOn < EARLIEST_DAY || bornOn > today) return { fault: 'roster.identity_birth_day' };
  if (identityCheckSign(number) !== number[17]) return { fault: 'roster.identity_check_digit' };
  return { number, bornOn, gender: Number(number[16]) % 2 === 1 ? 'male' : 'female' };
}

/** The first four and the last four signs, as GB/T 35273 masks them. */
export function maskIdentityNumber(number: string): string {
  return `${number.slice(0, 4)}${'*'.repeat(Math.max(0, number.length - 8))}${number.slice(-4)}`;
}

export type BankCardFault = 'roster.bank_card_malformed' | 'roster.bank_card_wrong';

/** Luhn: from the right every second digit counts twice, and all of them together are a multiple of ten. */
function isLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, sign, place) => {
    const value = Number(sign) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

export function readBankCard(text: string): { number: string } | { fault: BankCardFault } {
  const number = dense(text);
  if (!/^\d{12,19}$/.test(number)) return { fault: 'roster.bank_card_malformed' };
  return isLuhn(number) ? { number } : { fault: 'roster.bank_card_wrong' };
}

export function maskBankCard(number: string): string {
  return `**** ${number.slice(-4)}`;
}

/** Former names as they are kept: each once, without the present one. */
export function cleanFormerNames(names: readonly string[], name: string): string[] {
  return [...new Set(names.map((one) => one.normalize('NFC')))].filter((one) => one !== name);
}
