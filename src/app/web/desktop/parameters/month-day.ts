import type { Language } from '#kernel/contract';
import { formatDayShort, parseDay } from '#ui';

/** A leap year: the 29th of February is a day that may be written. */
const LEAP_YEAR = 2024;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `03-08` as `3月8日` or `8 Mar`. */
export function formatMonthDay(day: string, language: Language): string {
  return /^\d\d-\d\d$/.test(day) ? formatDayShort(`${LEAP_YEAR}-${day}`, language) : day;
}

/** A day of the year as people write it: `3月8日`, `3.8`, `03-08`, `8 Mar`, `March 8`; null when it is none. */
export function readMonthDay(words: string): string | null {
  const english = /^(?:(\d{1,2})\s+([A-Za-z]{3,9})|([A-Za-z]{3,9})\s+(\d{1,2}))\.?$/.exec(words.trim());
  const month = english ? months.indexOf((english[2] ?? english[3] ?? '').slice(0, 3).toLowerCase()) + 1 : 0;
  const plain = english ? `${month}-${english[1] ?? english[4]}` : words;
  return parseDay(plain, LEAP_YEAR)?.slice(5) ?? null;
}
