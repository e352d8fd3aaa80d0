import { eventStates, exportEvents, organiserKinds } from '../../../contract';
import { useUnitOptions } from '#engines/roster/web';
import {
  Button,
  ButtonLink,
  Card,
  EmptyState,
  ErrorState,
  Segmented,
  Skeleton,
  formatMonth,
  useCan,
  useLanguage,
  useSearch,
  useToday,
  useUiTexts,
} from '#ui';
import { ExportButton, type Filter, FilterBar, PageHead } from '#ui/desktop';
import { type ReactNode, useMemo } from 'react';
import { useScheduleTerms, useScheduleTexts } from '../../texts';
import { EventTable } from './event-table';
import { MonthView } from './month-view';
import { NewEventDrawer } from './new-event-drawer';
import { type EventList, type View, useEventList, views } from './use-event-list';
import { YearView } from './year-view';

function useFilters(view: View): readonly Filter[] {
  const t = useScheduleTexts();
  const terms = useScheduleTerms();
  const language = useLanguage();
  const units = useUnitOptions();
  return useMemo(() => {
    const months = Array.from({ length: 12 }, (_none, index) => ({
      value: String(index + 1),
      label: formatMonth(index + 1, language),
    }));
    const month: Filter = { name: 'month', label: t('list.month'), kind: 'select', options: months };
    return [
      { name: 'search', label: t('list.search'), kind: 'words' },
      ...(view === 'list' ? [month] : []),
      { name: 'unitId', label: t('list.unit'), kind: 'select', options: units },
      {
        name: 'state',
        label: t('list.state'),
        kind: 'select',
        options: eventStates.map((value) => ({ value, label: terms(`states.${value}`) })),
      },
      {
        name: 'organiser',
        label: t('list.organiser'),
        kind: 'tabs',
        options: organiserKinds.map((value) => ({ value, label: t(`organiser.${value}`) })),
      },
    ];
  }, [view, units, language, t, terms]);
}

function ViewSwitch({ view }: { view: View }) {
  const t = useScheduleTexts();
  const [, change] = useSearch();
  const options = views.map((value) => ({ value, label: t(`view.${value}`) }));
  return (
    <Segmented
      label={t('view.label')}
      value={view}
      options={options}
      onChange={(next) => change({ view: next === 'list' ? null : next, month: null })}
    />
  );
}

function Nothing({ isFiltered, onNew }: { isFiltered: boolean; onNew: (() => void) | null }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const [, change] = useSearch();
  if (isFiltered) {
    const clear = () => change({ search: null, month: null, unitId: null, state: null, organiser: null });
    return (
      <EmptyState icon="filter" title={ui('list.empty')} act={<Button onClick={clear}>{ui('list.clear')}</Button>}>
        {ui('list.emptyAdvice')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="flag"
      title={t('list.empty')}
      act={onNew ? <Button onClick={onNew}>{t('list.new')}</Button> : null}
    >
      {onNew ? t('list.emptyAdvice') : t('list.emptyReader')}
    </EmptyState>
  );
}

function Body({ events, today, onNew }: { events: EventList; today: string; onNew: (() => void) | null }) {
  const { list, rows, view } = events;
  if (list.error && rows.length === 0) return <ErrorState error={list.error} onRetry={list.again} />;
  if (list.isLoading) return <Skeleton lines={10} />;
  if (view === 'calendar') return <MonthView events={events} today={today} />;
  if (rows.length === 0) return <Nothing isFiltered={events.isFiltered} onNew={onNew} />;
  return view === 'year' ? <YearView events={events} today={today} /> : <EventTable events={events} />;
}

/** The events of the year: as a list, on a month's days, or by month. The address holds what is shown. */
export default function EventsPage() {
  const t = useScheduleTexts();
  const may = useCan();
  const today = useToday();
  const [search, change] = useSearch();
  const events = useEventList(today);
  const filters = useFilters(events.view);
  const canWrite = may('schedule.event.write');
  const openNew = () => change({ act: 'new' });
  const acts: ReactNode = (
    <>
      <ViewSwitch view={events.view} />
      {may('schedule.feed.own') ? (
        <ButtonLink icon="calendar" to="/events/feeds">
          {t('nav.feeds')}
        </ButtonLink>
      ) : null}
      {events.rows.length > 0 ? <ExportButton endpoint={exportEvents} request={{ query: events.query }} /> : null}
      {canWrite ? (
        <Button kind="main" icon="plus" onClick={openNew}>
          {t('list.new')}
        </Button>
      ) : null}
    </>
  );
  return (
    <>
      <PageHead title={t('list.title', { year: events.year })} acts={acts} />
      <Card flush>
        <FilterBar filters={filters} />
        <div className={events.list.isStale ? 'stale' : undefined} aria-busy={events.list.isStale}>
          <Body events={events} today={today} onNew={canWrite ? openNew : null} />
        </div>
      </Card>
      {canWrite && search.act === 'new' ? (
        <NewEventDrawer year={events.year} onClose={() => change({ act: null })} />
      ) : null}
    </>
  );
}
