import notices from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { LunarDay } from 'tyme4ts';
import { addDays, type Day } from './day';

/**
 * What the State Council's notices say of single days. The library's data alone is used: its functions go by the
 * machine's clock, and west of Greenwich every day would be the one before.
 */
const { holidays, workdays }: Record<'holidays' | 'workdays', Readonly<Record<Day, string>>> = notices;
const SATURDAY = 6;
const SUNDAY = 0;

/** A working day by the State Council's notices: make-up Saturdays count, holidays on weekdays don't. */
export function isWorkingDay(day: Day): boolean {
  if (day in workdays) return true;
  if (day in holidays) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== SATURDAY && weekday !== SUNDAY;
}

/** The day on which the n-th working day after a day falls; the first day itself isn't counted (Civil Code §201). */
export function addWorkingDays(from: Day, count: number): Day {
  let day = from;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** The festivals of the lunar calendar that plans speak of, by month and day of the lunar year. */
const lunarFestivals: Readonly<Record<string, readonly [month: number, day: number]>> = {
  春节: [1, 1],
  元宵: [1, 15],
  元宵节: [1, 15],
  端午: [5, 5],
  端午节: [5, 5],
  七夕: [7, 7],
  中秋: [8, 15],
  中秋节: [8, 15],
  重阳: [9, 9],
  重阳节: [9, 9],
  腊八: [12, 8],
};

/** The day of a lunar festival in a year of the common calendar, or null for a name that is none. */
export function festivalDay(name: string, year: number): Day | null {
  const lunar = lunarFestivals[name];
  if (lunar === undefined) return null;
  const solar = LunarDay.fromYmd(year, lunar[0], lunar[1]).getSolarDay();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${solar.getYear()}-${two(solar.getMonth())}-${two(solar.getDay())}`;
}
