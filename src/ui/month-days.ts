import { type Day, addDays } from '#kernel/contract';

/** The weeks of a month, Monday first, whole: the grid begins and ends with days of the months beside it. */
export function monthDays(year: number, month: number): Day[] {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  const weekday = new Date(`${first}T00:00:00Z`).getUTCDay();
  const start = addDays(first, -((weekday + 6) % 7));
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const cells = Math.ceil((((weekday + 6) % 7) + length) / 7) * 7;
  return Array.from({ length: cells }, (_none, index) => addDays(start, index));
}

/** The month some months later or earlier. */
export function monthAfter(year: number, month: number, by: number): { year: number; month: number } {
  const count = year * 12 + (month - 1) + by;
  return { year: Math.floor(count / 12), month: (((count % 12) + 12) % 12) + 1 };
}

/** The same date in another month, or that month's last day. */
export function sameDateIn(day: Day, by: number): Day {
  const { year, month } = monthAfter(Number(day.slice(0, 4)), Number(day.slice(5, 7)), by);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const date = Math.min(last, Number(day.slice(8, 10)));
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
