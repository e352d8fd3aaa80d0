import type { Day } from '#kernel/contract';
import type { ReactNode } from 'react';
import { Button, IconButton } from './button';
import { useLanguage } from './choices';
import { formatDay, formatYearMonth, weekdayOf } from './formats';
import { monthAfter, monthDays } from './month-days';
import { Link } from './router';
import type { Tone } from './state-tag';
import './styles/lists.css';
import { useUiTexts } from './ui-texts';

export * from './month-days';

export interface CalendarEntry {
  id: string;
  /** An entry of several days stands on each of them. */
  from: Day;
  to: Day;
  title: string;
  tone?: Tone;
  href: string;
}

export interface CalendarProps {
  year: number;
  month: number;
  today: Day;
  entries: readonly CalendarEntry[];
  onMonth: (year: number, month: number) => void;
  /** What stands beside a date: a festival, a make-up working day. */
  noteOf?: (day: Day) => ReactNode;
  onDay?: (day: Day) => void;
}

const MOST_IN_A_CELL = 3;

/** One month as a grid, Monday first. */
export function Calendar({ year, month, today, entries, onMonth, noteOf, onDay }: CalendarProps) {
  const t = useUiTexts();
  const language = useLanguage();
  const days = monthDays(year, month);
  const turn = (by: number) => {
    const next = monthAfter(year, month, by);
    onMonth(next.year, next.month);
  };
  const short = (day: Day) =>
    language === 'en' ? weekdayOf(day, language).slice(0, 3) : weekdayOf(day, language).slice(2);
  return (
    <section aria-label={formatYearMonth(year, month, language)}>
      <div className="row" style={{ padding: '8px 16px' }}>
        <h2>{formatYearMonth(year, month, language)}</h2>
        <span className="sp" />
        <Button size="sm" onClick={() => onMonth(Number(today.slice(0, 4)), Number(today.slice(5, 7)))}>
          {t('calendar.today')}
        </Button>
        <IconButton name={t('calendar.previous')} icon="left" onClick={() => turn(-1)} />
        <IconButton name={t('calendar.next')} icon="right" onClick={() => turn(1)} />
      </div>
      <div className="month">
        {days.slice(0, 7).map((day) => (
          <span key={day} className="wd">
            {short(day)}
          </span>
        ))}
        {days.map((day) => {
          const inside = entries.filter((entry) => entry.from <= day && day <= entry.to);
          const looks = `cell${Number(day.slice(5, 7)) === month ? '' : ' other'}${day === today ? ' is-today' : ''}`;
          const date = Number(day.slice(8, 10));
          return (
            <div key={day} className={looks}>
              <span className="row g4">
                {onDay ? (
                  <button
                    type="button"
                    className="date"
                    aria-label={formatDay(day, language)}
                    onClick={() => onDay(day)}
                  >
                    {date}
                  </button>
                ) : (
                  <time className="date" dateTime={day}>
                    {date}
                  </time>
                )}
                <span className="dim t12 ell">{noteOf?.(day)}</span>
              </span>
              {inside.slice(0, MOST_IN_A_CELL).map((entry) => (
                <Link key={entry.id} to={entry.href} className={`entry ${entry.tone ?? ''}`} title={entry.title}>
                  {entry.title}
                </Link>
              ))}
              {inside.length > MOST_IN_A_CELL ? (
                <span className="dim t12">{t('calendar.moreOn', { count: inside.length - MOST_IN_A_CELL })}</span>
              ) : null}
            </div>
          );
        })}
      </div>
    </section>
  );
}
