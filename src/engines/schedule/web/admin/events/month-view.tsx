import { listDuties } from '../../../contract';
import { Calendar, type CalendarEntry, Link, useCall, useLanguage, useScope, useSearch } from '#ui';
import { toneOfRound } from '../../duty-days';
import { daysOf, isWide, whenWords } from '../../event-days';
import { EventStateTag, toneOfEvent } from '../../pieces/event-state';
import '../../styles/events.css';
import { useScheduleTexts } from '../../texts';
import type { EventList } from './use-event-list';

/** Recurring duties stand on the day on which they fall due; a filter of events leaves them out. */
function useDueRounds(): readonly CalendarEntry[] {
  const [search] = useSearch();
  const scope = useScope();
  const unitId = search.unitId ?? scope.unitId;
  const isOfEvents = Boolean(search.state ?? search.organiser ?? search.search);
  const query = { year: scope.year, ...(unitId ? { unitId } : {}) };
  const rounds = useCall(listDuties, { query }, { enabled: !isOfEvents }).data?.occurrences ?? [];
  if (isOfEvents) return [];
  return rounds.map((round) => ({
    id: `${round.dutyId} ${round.key}`,
    title: round.title,
    tone: toneOfRound[round.state],
    href: `/duties?open=${round.dutyId}`,
    from: round.to,
    to: round.to,
  }));
}

/** A month's days. What has only a wide window stands above them: it may fall on any of these days. */
export function MonthView({ events, today }: { events: EventList; today: string }) {
  const t = useScheduleTexts();
  const language = useLanguage();
  const [, change] = useSearch();
  const scope = useScope();
  const due = useDueRounds();
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
      <Calendar
        year={events.year}
        month={events.month ?? 1}
        today={today}
        entries={[...entries, ...due]}
        onMonth={turn}
      />
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
