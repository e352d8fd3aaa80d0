import { addDays, type Day } from '#kernel/contract';

/** The days of a half year. */
export function daysOfHalf(year: number, half: number): { from: Day; to: Day } {
  return half === 1 ? { from: `${year}-01-01`, to: `${year}-06-30` } : { from: `${year}-07-01`, to: `${year}-12-31` };
}

/** The half years that were over by a day and had begun to count on another, the latest first. */
export function halvesBetween(foundedOn: Day, today: Day): { year: number; half: number }[] {
  const halves: { year: number; half: number }[] = [];
  for (let day = lastEndBefore(today); day >= foundedOn; day = lastEndBefore(day))
    halves.push({ year: Number(day.slice(0, 4)), half: day.endsWith('06-30') ? 1 : 2 });
  return halves;
}

/** The last day of the half year before the one that a day lies in. */
function lastEndBefore(day: Day): Day {
  const { from } = daysOfHalf(Number(day.slice(0, 4)), day.slice(5) <= '06-30' ? 1 : 2);
  return addDays(from, -1);
}
