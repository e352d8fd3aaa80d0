import { addDays, isDay, type Day } from '#kernel/contract';

/**
 * What a reading observes: a day, a month, a quarter, one of the two harvests of a sea-salt works, or a year. Only like is
 * compared with like. The rain of July and August parts the two harvests, so whatever ends before August is the spring's.
 */
export const periodKinds = ['day', 'month', 'quarter', 'spring', 'autumn', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

export interface Period {
  /** As it is written and kept: `2024-05-03`, `2024-05`, `2024-Q2`, `2024-S`, `2024-A`, `2024`. */
  readonly key: string;
  readonly kind: PeriodKind;
  readonly from: Day;
  readonly to: Day;
}

const forms: readonly [PeriodKind, RegExp][] = [
  ['day', /^\d{4}-\d{2}-\d{2}$/],
  ['month', /^\d{4}-(0[1-9]|1[0-2])$/],
  ['quarter', /^\d{4}-Q[1-4]$/],
  ['spring', /^\d{4}-S$/],
  ['autumn', /^\d{4}-A$/],
  ['year', /^\d{4}$/],
];

const two = (number: number): string => String(number).padStart(2, '0');
const endOf = (year: number, month: number): Day =>
  addDays(month === 12 ? `${year + 1}-01-01` : `${year}-${two(month + 1)}-01`, -1);

/** The period that a text names, or null: a day that no calendar has, a year before the works could be. */
export function periodOf(key: string): Period | null {
  const kind = forms.find(([, form]) => form.test(key))?.[0];
  const year = Number(key.slice(0, 4));
  if (kind === undefined || year < 1949 || year > 2199) return null;
  const months = (first: number, last: number): Period => ({
    ...{ key, kind, from: `${year}-${two(first)}-01`, to: endOf(year, last) },
  });
  if (kind === 'day') return isDay(key) ? { key, kind, from: key, to: key } : null;
  if (kind === 'month') return months(Number(key.slice(5)), Number(key.slice(5)));
  if (kind === 'quarter') return months(Number(key[6]) * 3 - 2, Number(key[6]) * 3);
  if (kind === 'spring') return months(1, 7);
  return kind === 'autumn' ? months(8, 12) : months(1, 12);
}

export const monthOf = (day: Day): string => day.slice(0, 7);

/** The period of the same kind that follows. */
export function nextPeriod({ kind, key, to }: Period): Period {
  const after = addDays(to, 1);
  const year = Number(key.slice(0, 4)) + 1;
  const next: Readonly<Record<PeriodKind, string>> = {
    ...{
      day: after,
      month: monthOf(after),
      quarter: `${after.slice(0, 4)}-Q${Math.ceil(Number(after.slice(5, 7)) / 3)}`,
    },
    ...{ spring: `${year}-S`, autumn: `${year}-A`, year: String(year) },
  };
  const found = periodOf(next[kind]);
  if (found === null) throw new Error(`No period follows ${key}.`);
  return found;
}

/** The months that lie in a period, as their first days; a day's month. */
export function monthsIn({ from, to }: Period): Day[] {
  const months: Day[] = [];
  for (
    let day: Day = `${monthOf(from)}-01`;
    day <= to;
    day = addDays(endOf(Number(day.slice(0, 4)), Number(day.slice(5, 7))), 1)
  )
    months.push(day);
  return months;
}
