import { addDays, type Day } from '#kernel/contract';
import type { occurrenceStates } from './duty-contract';
import type { Recurrence } from './schedule-terms';

export interface Occurrence {
  from: Day;
  to: Day;
}

interface DutyDays {
  recurrence: Recurrence;
  startsOn: Day;
  endsOn: Day | null;
}

const two = (n: number) => String(n).padStart(2, '0');
const firstOf = (year: number, month: number): Day => `${year}-${two(month)}-01`;
const lastOf = (year: number, month: number): Day =>
  addDays(month === 12 ? firstOf(year + 1, 1) : firstOf(year, month + 1), -1);

/** Months of one occurrence, from the first of each; a quarter's end is the last ten days or so (21st to the end). */
const monthsPer: Readonly<Record<Exclude<Recurrence, 'weekly'>, number>> = {
  monthly: 1,
  quarterly: 3,
  quarter_end: 3,
  half_yearly: 6,
  yearly: 12,
};

function weeksOf(year: number): Occurrence[] {
  const weekday = new Date(`${year}-01-01T00:00:00Z`).getUTCDay();
  const weeks: Occurrence[] = [];
  // A week belongs to the year in which it ends, on its Sunday.
  for (
    let sunday = addDays(`${year}-01-01`, (7 - weekday) % 7);
    sunday.startsWith(String(year));
    sunday = addDays(sunday, 7)
  )
    weeks.push({ from: addDays(sunday, -6), to: sunday });
  return weeks;
}

function periodsOf(recurrence: Recurrence, year: number): Occurrence[] {
  if (recurrence === 'weekly') return weeksOf(year);
  const months = monthsPer[recurrence];
  return Array.from({ length: 12 / months }, (_, i) => {
    const last = (i + 1) * months;
    const from = recurrence === 'quarter_end' ? `${year}-${two(last)}-21` : firstOf(year, last - months + 1);
    return { from, to: lastOf(year, last) };
  });
}

/**
 * The occurrences of a duty that end in a year. A period that the duty's own days cut is shortened; its first day
 * names the occurrence.
 */
export function occurrencesOf(duty: DutyDays, year: number): Occurrence[] {
  return periodsOf(duty.recurrence, year)
    .map(({ from, to }) => ({
      from: from < duty.startsOn ? duty.startsOn : from,
      to: duty.endsOn !== null && to > duty.endsOn ? duty.endsOn : to,
    }))
    .filter(({ from, to }) => from <= to);
}

/** The occurrence that begins on a day, or null. A week may begin in the year before the one it belongs to. */
export function occurrenceFrom(duty: DutyDays, from: Day): Occurrence | null {
  const year = Number(from.slice(0, 4));
  return [year, year + 1].flatMap((y) => occurrencesOf(duty, y)).find((o) => o.from === from) ?? null;
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
