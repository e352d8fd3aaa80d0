import type { EventRow } from '../../../contract';
import { Button, useLanguage, useToday, useUiTexts } from '#ui';
import { type Column, Table } from '#ui/desktop';
import { useEditionName } from '../../edition-name';
import { unquoted, whenWords } from '../../event-days';
import { EventStateTag } from '../../pieces/event-state';
import '../../styles/events.css';
import { type ScheduleTexts, useScheduleTexts } from '../../texts';
import type { EventList } from './use-event-list';

export function EventTitle({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const nth = useEditionName();
  const from = event.organiser.kind === 'outside' ? (event.organiser.name ?? t('organiser.outside')) : null;
  const edition = event.series ? nth(event.series.edition) : null;
  return (
    <>
      <span className="ev-title">{event.title}</span>
      {from || edition ? (
        <span className="dim t12 ev-beside">{[edition, from].filter(Boolean).join(' · ')}</span>
      ) : null}
    </>
  );
}

/** Who came, or while it is ahead who signed up. */
export function turnoutWords(event: EventRow, t: ScheduleTexts): string {
  const { people, placed, waiting } = event.counts;
  if (people > 0) return t('list.came', { count: people });
  if (event.places === null && placed === 0) return '';
  const taken =
    event.places === null
      ? t('list.signedUp', { count: placed })
      : t('list.signedUpOf', { count: placed, places: event.places });
  return waiting > 0 ? `${taken} · ${t('list.waiting', { count: waiting })}` : taken;
}

export function EventTable({ events }: { events: EventList }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const today = useToday();
  const { list, rows } = events;
  const columns: readonly Column<EventRow>[] = [
    { key: 'title', label: t('list.event'), cell: (event) => <EventTitle event={event} /> },
    {
      key: 'when',
      label: t('list.when'),
      cell: (event) => (
        <>
          <span className="ink nw">{whenWords(event, language, today)}</span>
          {!event.startsAt && event.window.words ? (
            <span className="dim t12 ev-beside">{t('quoted', { words: unquoted(event.window.words) })}</span>
          ) : null}
        </>
      ),
    },
    { key: 'state', label: t('list.state'), cell: (event) => <EventStateTag event={event} bare /> },
    {
      key: 'place',
      label: t('list.place'),
      cell: (event) => event.place || <span className="dim">{event.state === 'held' ? '—' : t('list.noPlace')}</span>,
    },
    { key: 'unit', label: t('list.unit'), cell: (event) => event.unit.name },
    {
      key: 'turnout',
      label: t('list.turnout'),
      isNumber: true,
      cell: (event) => turnoutWords(event, t) || <span className="dim">—</span>,
    },
    {
      key: 'photos',
      label: t('list.photos'),
      isNumber: true,
      cell: (event) => event.counts.photos || <span className="dim">—</span>,
    },
  ];
  const count = { count: rows.length };
  return (
    <>
      <Table
        label={t('nav.events')}
        columns={columns}
        rows={rows}
        keyOf={(event) => event.id}
        toOf={(event) => `/events/${event.id}`}
      />
      <div className="list-foot">
        {list.hasMore ? ui('list.shown', count) : ui('list.shownAll', count)}
        <span className="sp" />
        {list.hasMore ? (
          <Button size="sm" isBusy={list.isLoadingMore} onClick={list.more}>
            {ui('more')}
          </Button>
        ) : null}
      </div>
    </>
  );
}
