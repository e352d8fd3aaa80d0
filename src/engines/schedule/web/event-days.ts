import type { EventRow } from '../contract';
import { type Day, type Language, addDays, dayOf, daysBetween } from '#kernel/contract';
import { formatDayShort, formatMoment, formatWindow } from '#ui';

type Dated = Pick<EventRow, 'window' | 'startsAt' | 'endsAt' | 'heldOn' | 'state'>;

/** The days that an event stands on: the exact ones where they are known, else its window. */
export function daysOf(event: Dated): { from: Day; to: Day } {
  if (event.startsAt)
    return { from: dayOf(new Date(event.startsAt)), to: dayOf(new Date(event.endsAt ?? event.startsAt)) };
  if (event.heldOn) return { from: event.heldOn, to: event.heldOn };
  return { from: event.window.from, to: event.window.to };
}

/** Days that have gone by since an event should have been held and closed; 0 while there is time. */
export function lateDays(event: Dated, today: Day): number {
  if (event.state === 'held' || event.state === 'cancelled') return 0;
  return Math.max(0, daysBetween(daysOf(event).to, today));
}

/** Whether only a window is known and it is too wide to stand on days of a calendar. */
export function isWide(event: Dated): boolean {
  const { from, to } = daysOf(event);
  return !event.startsAt && addDays(from, 10) < to;
}

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' });

/** `14:00` in Shanghai. */
export function clockOf(moment: string): string {
  return clock.format(new Date(moment));
}

/** Shanghai's wall time of a day as an instant; the works know no other. */
export function instantOf(day: Day, time: string): string {
  return `${day}T${time}:00+08:00`;
}

/** A window of this year without the year: `4月11日—20日`, `11–20 Apr`. */
function windowShort(from: Day, to: Day, language: Language): string {
  if (from === to) return formatDayShort(from, language);
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7);
  if (language === 'en') {
    return isOneMonth
      ? `${Number(from.slice(8))}–${formatDayShort(to, language)}`
      : `${formatDayShort(from, language)} – ${formatDayShort(to, language)}`;
  }
  const end = isOneMonth ? `${Number(to.slice(8))}日` : formatDayShort(to, language);
  return `${formatDayShort(from, language)}—${end}`;
}

/** The plan's own words between quotation marks; those inside turn into single ones. */
export function unquoted(words: string): string {
  return words.replace(/“/g, '‘').replace(/”/g, '’');
}

/** `6月20日 14:00—16:30`, or `4月11日—20日` while only the window is known. */
export function whenWords(event: Dated, language: Language, today: Day): string {
  if (!event.startsAt) {
    const { from, to } = daysOf(event);
    const isThisYear = from.slice(0, 4) === today.slice(0, 4) && to.slice(0, 4) === today.slice(0, 4);
    return isThisYear ? windowShort(from, to, language) : formatWindow(from, to, language);
  }
  const start = formatMoment(event.startsAt, language, today);
  if (!event.endsAt) return start;
  const { from, to } = daysOf(event);
  const dash = language === 'en' ? '–' : '—';
  return `${start}${dash}${from === to ? clockOf(event.endsAt) : ` ${formatMoment(event.endsAt, language, today)}`}`;
}
