import { addDays, type Day } from '#kernel/contract';
import type { CoverPlan } from './cover-plans';

/** Full years on a day; somebody born on 29 February is a year older on 1 March. */
export function ageOn(bornOn: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/** The last day of so many months: those from 15 March end on 14 March. */
export function lastDayAfter(from: Day, months: number): Day {
  const [year, month, date] = from.split('-').map(Number) as [number, number, number];
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  const longest = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  const two = (value: number) => String(value).padStart(2, '0');
  const sameDay = `${toYear}-${two(toMonth)}-${two(Math.min(date, longest))}`;
  // From the 31st on, a shorter month ends the period with its own last day.
  return date > longest ? sameDay : addDays(sameDay, -1);
}

export type NotEligible = 'born_unknown' | 'too_young' | 'too_old' | 'women_only';

/** Why a plan doesn't take somebody who would begin on a day; null where it does. */
export function whyNot(
  plan: Pick<CoverPlan, 'fromAge' | 'toAge' | 'forWhom'>,
  person: { gender: 'female' | 'male'; bornOn: Day | null },
  day: Day,
): NotEligible | null {
  if (plan.forWhom === '女职工' && person.gender !== 'female') return 'women_only';
  if (person.bornOn === null) return 'born_unknown';
  const age = ageOn(person.bornOn, day);
  if (age < plan.fromAge) return 'too_young';
  return age > plan.toAge ? 'too_old' : null;
}

/** The same day a year before; 29 February becomes the 28th. */
export function yearBefore(day: Day): Day {
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return day.endsWith('-02-29') ? `${before.slice(0, 8)}28` : before;
}

export interface UnitCount {
  readonly unitPath: string;
  readonly staff: number;
  readonly enrolled: number;
}

/** Sums of the rows below a path. */
export function sumBelow(rows: readonly UnitCount[], path: string): { staff: number; covered: number } {
  const own = rows.filter((row) => row.unitPath.startsWith(path));
  return {
    staff: own.reduce((sum, row) => sum + row.staff, 0),
    covered: own.reduce((sum, row) => sum + row.enrolled, 0),
  };
}
