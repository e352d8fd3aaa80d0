import { festivalDay, isWorkingDay } from '#kernel';
import { addDays, type Day } from '#kernel/contract';
import type { occurrenceStates, Rhythm } from './duty-contract';
import type { Festival, Recurrence } from './schedule-terms';

export interface Occurrence {
  /** Names the occurrence: its first day before any holiday moved it. */
  key: Day;
  from: Day;
  to: Day;
}

export type DutyDays = Rhythm & { startsOn: Day; endsOn: Day | null };

interface Span {
  from: Day;
  to: Day;
}

const two = (n: number) => String(n).padStart(2, '0');
const firstOf = (year: number, month: number): Day => `${year}-${two(month)}-01`;
const lastOf = (year: number, month: number): Day =>
  addDays(month === 12 ? firstOf(year + 1, 1) : firstOf(year, month + 1), -1);
/** The 31st of a shorter month is its last day. */
const dayIn = (year: number, month: number, date: number): Day => {
  const last = lastOf(year, month);
  const day = `${year}-${two(month)}-${two(date)}`;
  return day > last ? last : day;
};

const monthsPer: Readonly<Record<Exclude<Recurrence, 'weekly' | 'lunar'>, number>> = {
  monthly: 1,
  quarterly: 3,
  quarter_end: 3,
  half_yearly: 6,
  yearly: 12,
};

/** As the calendar of the works calls them. */
export const festivalNames: Readonly<Record<Festival, string>> = {
  spring: '春节',
  lantern: '元宵',
  dragon_boat: '端午',
  double_seventh: '七夕',
  mid_autumn: '中秋',
  double_ninth: '重阳',
  laba: '腊八',
};

function weeksOf({ days }: Rhythm, year: number): Span[] {
  const weekday = new Date(`${year}-01-01T00:00:00Z`).getUTCDay();
  const weeks: Span[] = [];
  // A week belongs to the year in which it ends, on its Sunday.
  for (
    let sunday = addDays(`${year}-01-01`, (7 - weekday) % 7);
    sunday.startsWith(String(year));
    sunday = addDays(sunday, 7)
  )
    weeks.push({ from: addDays(sunday, (days?.from ?? 1) - 7), to: addDays(sunday, (days?.to ?? 7) - 7) });
  return weeks;
}

/** The days around a festival that end in a year; Laba of one lunar year falls into the next common one. */
function festivalsOf({ festival }: Rhythm, year: number): Span[] {
  if (festival === null) return [];
  return [year - 1, year, year + 1].flatMap((lunarYear) => {
    const day = festivalDay(festivalNames[festival.name], lunarYear);
    if (day === null) return [];
    const span = { from: addDays(day, -festival.daysBefore), to: addDays(day, festival.daysAfter) };
    return span.to.startsWith(String(year)) ? [span] : [];
  });
}

function periodsOf(rhythm: Rhythm, year: number): Span[] {
  const { recurrence, month, days } = rhythm;
  if (recurrence === 'weekly') return weeksOf(rhythm, year);
  if (recurrence === 'lunar') return festivalsOf(rhythm, year);
  const months = monthsPer[recurrence];
  return Array.from({ length: 12 / months }, (_, i) => {
    const last = (i + 1) * months;
    // A quarter's end is its last ten days or so: from the 21st.
    if (recurrence === 'quarter_end') return { from: `${year}-${two(last)}-21`, to: lastOf(year, last) };
    const first = last - months + 1;
    const at = month === null ? null : first + month - 1;
    if (days !== null) return { from: dayIn(year, at ?? first, days.from), to: dayIn(year, at ?? first, days.to) };
    return { from: firstOf(year, at ?? first), to: lastOf(year, at ?? last) };
  });
}

/** The last day, moved off a holiday or weekend; the first day goes with it where it would come after it. */
function shifted({ from, to }: Span, shift: Rhythm['shift']): Occurrence {
  if (shift === 'none') return { key: from, from, to };
  const step = shift === 'before' ? -1 : 1;
  let day = to;
  while (!isWorkingDay(day)) day = addDays(day, step);
  return { key: from, from: from < day ? from : day, to: day };
}

/**
 * The occurrences of a duty that end in a year. A period that the duty's own days cut is shortened; a holiday moves
 * the last day where the duty says so.
 */
export function occurrencesOf(duty: DutyDays, year: number): Occurrence[] {
  return periodsOf(duty, year)
    .map(({ from, to }) => ({
      from: from < duty.startsOn ? duty.startsOn : from,
      to: duty.endsOn !== null && to > duty.endsOn ? duty.endsOn : to,
    }))
    .filter(({ from, to }) => from <= to)
    .map((span) => shifted(span, duty.shift));
}

/** The occurrence of a name, or null. A week may begin in the year before the one it belongs to, and so may the days before a festival. */
export function occurrenceOf(duty: DutyDays, key: Day): Occurrence | null {
  const year = Number(key.slice(0, 4));
  return [year, year + 1].flatMap((y) => occurrencesOf(duty, y)).find((o) => o.key === key) ?? null;
}

export function occurrenceState(
  occurrence: Occurrence,
  doneOn: Day | null,
  today: Day,
): (typeof occurrenceStates)[number] {
  if (doneOn !== null) return doneOn > occurrence.to ? 'done_late' : 'done';
  if (today < occurrence.from) return 'ahead';
  return today > occurrence.to ? 'missed' : 'open';
}
