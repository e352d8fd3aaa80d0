import type { EventRow } from '../../../contract';
import { daysBetween } from '#kernel/contract';
import { Button, Link, formatMonth, useLanguage, useUiTexts } from '#ui';
import { daysOf, whenWords } from '../../event-days';
import { EventStateTag } from '../../pieces/event-state';
import '../../styles/events.css';
import { useScheduleTexts } from '../../texts';
import type { EventList } from './use-event-list';

const LONGEST_IN_A_MONTH = 31;

function Line({ event, today }: { event: EventRow; today: string }) {
  const language = useLanguage();
  return (
    <li>
      <Link to={`/events/${event.id}`}>{event.title}</Link>
      <span className="row g8 wrap">
        <span className="dim t12">
          {event.startsAt ? whenWords(event, language, today) : event.window.words || whenWords(event, language, today)}
        </span>
        <EventStateTag event={event} />
      </span>
    </li>
  );
}

/** The year in twelve months; what has no month of its own stands below them. */
export function YearView({ events, today }: { events: EventList; today: string }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const spans = (event: EventRow) => daysBetween(daysOf(event).from, daysOf(event).to) >= LONGEST_IN_A_MONTH;
  const all = events.rows.filter(spans);
  const inMonth = (month: number) =>
    events.rows.filter((event) => !spans(event) && Number(daysOf(event).from.slice(5, 7)) === month);
  const isThisYear = Number(today.slice(0, 4)) === events.year;
  return (
    <>
      <div className="ev-year">
        {Array.from({ length: 12 }, (_none, index) => index + 1).map((month) => {
          const own = inMonth(month);
          const isNow = isThisYear && Number(today.slice(5, 7)) === month;
          return (
            <section key={month} className={isNow ? 'is-now' : undefined}>
              <h2>
                {formatMonth(month, language)}
                {own.length > 0 ? <span className="dim t12">{t('view.count', { count: own.length })}</span> : null}
              </h2>
              {own.length > 0 ? (
                <ul>
                  {own.map((event) => (
                    <Line key={event.id} event={event} today={today} />
                  ))}
                </ul>
              ) : (
                <p className="dim t12">{t('view.none')}</p>
              )}
            </section>
          );
        })}
      </div>
      {all.length > 0 ? (
        <section className="ev-all-year">
          <h2>
            {t('view.allYear')} <span className="dim t12">{t('view.count', { count: all.length })}</span>
          </h2>
          <ul>
            {all.map((event) => (
              <Line key={event.id} event={event} today={today} />
            ))}
          </ul>
        </section>
      ) : null}
      {events.list.hasMore ? (
        <div className="list-foot">
          <span className="sp" />
          <Button size="sm" isBusy={events.list.isLoadingMore} onClick={events.list.more}>
            {ui('more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
