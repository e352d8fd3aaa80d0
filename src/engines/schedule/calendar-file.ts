import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { addDays, daysBetween, type Day } from '#kernel/contract';
import type { EventRecord } from './store';

export interface CalendarWords {
  name: string;
  /** A personal calendar shows titles and times only. */
  isPersonal: boolean;
}

const HOUR = 3_600_000;

/** A longer window would lie on every day of a calendar and bury what happens on them. */
const MOST_WINDOW_DAYS = 31;

/** DATE values are written from UTC fields, so a day is handed over as its midnight in UTC. */
function asDate(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/**
 * The events as iCalendar (RFC 5545). Exact times are written in UTC: the library gets a JavaScript Date wrong by
 * eight hours when it is also told the time zone. A window is an all-day event over its days, with the plan's own
 * words in the title, until the exact time is set; one of more than a month stands on its last day alone. UIDs never
 * change; SEQUENCE is the event's version.
 */
export function calendarFile(events: readonly EventRecord[], words: CalendarWords): string {
  const calendar = ical({
    name: words.name,
    prodId: { company: 'gonghui', product: 'schedule', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    scale: 'gregorian',
    ttl: 3600,
  });
  for (const event of events) {
    const isExact = event.startsAt !== null;
    calendar.createEvent({
      id: `${event.id}@gonghui`,
      sequence: event.version,
      stamp: event.updatedAt,
      created: event.createdAt,
      lastModified: event.updatedAt,
      summary: titleOf(event),
      ...(isExact
        ? { start: event.startsAt!, end: event.endsAt ?? new Date(event.startsAt!.getTime() + HOUR) }
        : { start: asDate(firstShown(event)), end: asDate(addDays(event.lastDay, 1)), allDay: true }),
      status:
        event.state === 'cancelled'
          ? ICalEventStatus.CANCELLED
          : isExact || event.state === 'held'
            ? ICalEventStatus.CONFIRMED
            : ICalEventStatus.TENTATIVE,
      // Days of a window are not taken: nobody is busy from the 11th to the 20th.
      transparency: isExact ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
      ...(words.isPersonal ? {} : detailsOf(event)),
    });
  }
  // The library leaves the last line open; RFC 5545 ends every line.
  return `${calendar.toString()}\r\n`;
}

function isWide(event: EventRecord): boolean {
  return event.startsAt === null && daysBetween(event.firstDay, event.lastDay) >= MOST_WINDOW_DAYS;
}

function firstShown(event: EventRecord): Day {
  return isWide(event) ? event.lastDay : event.firstDay;
}

/** The plan's own words while the day is open; on the last day of a wide window also that it is open. */
function titleOf(event: EventRecord): string {
  if (event.startsAt !== null || event.heldOn !== null) return event.title;
  const words = [event.windowWords, isWide(event) ? '日子未定' : ''].filter((part) => part !== '').join('，');
  return words === '' ? event.title : `${event.title}（${words}）`;
}

function detailsOf(event: EventRecord): { location?: string; description?: string } {
  const lines = [event.organiserName ?? '', event.stateReason, event.summary].filter((line) => line !== '');
  return {
    ...(event.place === '' ? {} : { location: event.place }),
    ...(lines.length === 0 ? {} : { description: lines.join('\n') }),
  };
}
