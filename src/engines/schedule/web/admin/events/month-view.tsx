import { Calendar, Link, useLanguage, useScope, useSearch } from '#ui';
import { daysOf, isWide, whenWords } from '../../event-days';
import { EventStateTag, toneOfEvent } from '../../pieces/event-state';
import '../../styles/events.css';
import { useScheduleTexts } from '../../texts';
import type { EventList } from './use-event-list';

/** A month's days. What has only a wide window stands above them: it may fall on any of these days. */
export function MonthView({ events, today }: { events: EventList; today: string }) {
  const t = useScheduleTexts();
  const language = useLanguage();
  const [, change] = useSearch();
  const scope = useScope();
  const wide = events.rows.filter(isWide);
  const entries = events.rows
    .filter((event) => !isWide(event))
    .map((event) => ({
      id: event.id,
      title: event.title,
      tone: toneOfEvent(event, today),
      href: `/events/${event.id}`,
      ...daysOf(event),
    }));
  const turn = (year: number, month: number) =>
    change({ month: String(month), ...(year === scope.year ? {} : { year: String(year) }) });
  return (
    <>
      <Calendar year={events.year} month={events.month ?? 1} today={today} entries={entries} onMonth={turn} />
      {wide.length > 0 ? (
        <div className="ev-wide">
          <h2>{t('view.wide')}</h2>
          <ul>
            {wide.map((event) => (
              <li key={event.id}>
                <Link to={`/events/${event.id}`}>{event.title}</Link>
                <span className="dim t12">{whenWords(event, language, today)}</span>
                <EventStateTag event={event} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  );
}
