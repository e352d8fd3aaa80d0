import type { Day } from '#kernel/contract';
import type { Keep } from './person-eraser';

export const ACCOUNT_WORKING_DAYS = 15;

/** What stands in place of the name. It is a record like any name, and says nothing but a number. */
export const shellName = (number: number): string => `已删除人员 ${number}`;
/** No staff number that anybody can type begins so. */
export const shellStaffNumber = (number: number): string => `~${number}`;

/** The same day so many years later; the last of February where the year has none. */
export function yearsAfter(day: Day, years: number): Day {
  const [year, month, date] = day.split('-') as [string, string, string];
  const later = String(Number(year) + years).padStart(4, '0');
  const isLeap = new Date(Date.UTC(Number(later), 1, 29)).getUTCMonth() === 1;
  return `${later}-${month}-${month === '02' && date === '29' && !isLeap ? '28' : date}`;
}

/** Nothing under way: erased, or blocked where a law keeps the books beyond today. */
export function outcomeOf(keeps: readonly Keep[], today: Day): 'refused' | 'blocked' | 'erased' {
  const standing = keeps.filter(({ until }) => until === null || until >= today);
  if (standing.some(({ kind }) => kind === 'open')) return 'refused';
  return standing.length > 0 ? 'blocked' : 'erased';
}

/** Until when a record stays blocked: the latest of the laws' days, or for good where one of them names none. */
export function blockedUntil(keeps: readonly Keep[]): Day | null {
  const days = keeps.filter(({ kind }) => kind === 'law').map(({ until }) => until);
  return days.includes(null) ? null : (days.sort().at(-1) ?? null);
}

/** Retention runs from the day on which the last of all ended. The last day is the first on which nothing is needed. */
export function keepOfRetention(lastDay: Day, years: number, today: Day): Keep | null {
  const until = yearsAfter(lastDay, years);
  return until < today
    ? null
    : { kind: 'open', what: 'roster:erasure.keeps.retention', params: { lastDay, years, until }, until, link: null };
}
