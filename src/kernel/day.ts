import { z } from 'zod';

/** A calendar day in Asia/Shanghai, written `2024-04-11`. It has no hour and no zone. */
export type Day = string;

export const day = z.iso.date().meta({ id: 'Day', description: 'A calendar day in Asia/Shanghai.' });

/** A closed interval of days. */
export interface DayRange {
  from: Day;
  to: Day;
}

const shanghaiDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day that a moment falls on in Shanghai. */
export function dayOf(moment: Date): Day {
  return shanghaiDay.format(moment);
}

const MILLISECONDS_PER_DAY = 86_400_000;

function toUtc(value: Day): number {
  return Date.parse(`${value}T00:00:00Z`);
}

export function addDays(value: Day, days: number): Day {
  return new Date(toUtc(value) + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

/** How many days lie between two days; negative when `to` comes first. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((toUtc(to) - toUtc(from)) / MILLISECONDS_PER_DAY);
}

/** Of two days the one that comes first. */
export const earlierOf = (one: Day, other: Day): Day => (one < other ? one : other);

export function yearOf(value: Day): number {
  return Number(value.slice(0, 4));
}

/** Whether the text is a day that the calendar has: `2024-02-30` is none. */
export function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(toUtc(value)) && addDays(value, 0) === value;
}
