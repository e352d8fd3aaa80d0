/** Days as `MM-DD`, without a clock: the calendar that windows are made of. */

export function isLeapYear(year: number | null): boolean {
  return year !== null && (year % 4 === 0 ? year % 100 !== 0 || year % 400 === 0 : false);
}

/** The last day of a month; without a year February has 28 days. */
export function lastDay(month: number, year: number | null): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A month and a day that some year has: the 30th of February is a slip of the pen, the 29th may be right. */
export function isPossibleDay(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDay(month, 2024);
}

/** `MM-DD`, or `YYYY-MM-DD` when the day lies outside the plan's own year. */
export function dayText(month: number, day: number, ownYear: number | null, planYear: number | null): string {
  const short = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return ownYear !== null && planYear !== null && ownYear !== planYear ? `${ownYear}-${short}` : short;
}
