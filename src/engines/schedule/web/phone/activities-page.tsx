import { type EventRow, listEvents } from '#engines/schedule/contract';
import { Button, ButtonLink, Chip, EmptyState, ErrorState, Skeleton, ToneTag, useCan, useRows, useScope, useSearch, useToday, useUiTexts } from '#ui';
import { PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { EventStateTag } from '../pieces/event-state';
import '../styles/activities.css';
import { useEventWords } from './event-words';

const shows = ['joinable', 'mine', 'all'] as const;
type Show = (typeof shows)[number];

function useShown(show: Show) {
  const today = useToday();
  const { year } = useScope();
  const query =
    show === 'joinable'
      ? { from: today, limit: 100 }
      : show === 'mine'
        ? { isMine: 'true', limit: 50 }
        : { from: `${year}-01-01`, to: `${year}-12-31`, limit: 50 };
  const list = useRows(listEvents, { query });
  return { list, rows: show === 'joinable' ? list.rows.filter((event) => event.abilities.canSignUp) : list.rows };
}

/** At the right of a line: what the event means for the reader. */
function Mark({ event }: { event: EventRow }) {
  const { t } = useEventWords();
  if (event.hasMyAttendance) return <ToneTag tone="kept">{t('phone.wasThere')}</ToneTag>;
  if (event.mySignUp?.state === 'placed' && event.state !== 'held' && event.state !== 'cancelled') return <ToneTag tone="kept" icon="tick">{t('phone.placed')}</ToneTag>;
  if (event.mySignUp?.state === 'waiting' && event.state !== 'held' && event.state !== 'cancelled')
    return <ToneTag tone="none">{t('phone.waitingNumber', { number: event.mySignUp.waitingNumber ?? 1 })}</ToneTag>;
  if (event.abilities.canSignUp) return <ToneTag tone="going">{t('phone.canJoin')}</ToneTag>;
  return <EventStateTag event={event} />;
}

function Nothing({ show, onAll }: { show: Show; onAll: () => void }) {
  const { t } = useEventWords();
  const act = show === 'all' ? null : <Button onClick={onAll}>{t('phone.seeAll')}</Button>;
  return (
    <EmptyState icon="flag" title={t(`phone.none_${show}`)} act={act}>
      {t(`phone.advice_${show}`)}
    </EmptyState>
  );
}

/** The tab of activities: what can be joined, the own sign-ups, and all of the year. */
export default function ActivitiesPage() {
  const { t, when, seats } = useEventWords();
  const ui = useUiTexts();
  const may = useCan();
  const [search, change] = useSearch();
  const show = shows.find((one) => one === search.show) ?? 'joinable';
  const { list, rows } = useShown(show);
  const pick = (next: Show) => change({ show: next === 'joinable' ? null : next }, { replace: true });
  const note = (event: EventRow) => [when(event), show === 'joinable' ? seats(event) : ''].filter(Boolean).join(' · ');
  return (
    <>
      <PhoneHead
        title={t('phone.title')}
        acts={
          may('schedule.feed.own') ? (
            <ButtonLink size="sm" icon="calendar" to="/activities/calendar">
              {t('phone.calendar')}
            </ButtonLink>
          ) : null
        }
      />
      <div className="pbody">
        <div className="ac-chips" role="group" aria-label={t('view.label')}>
          {shows.map((one) => (
            <Chip key={one} isOn={one === show} onToggle={() => pick(one)}>
              {t(`phone.show_${one}`)}
            </Chip>
          ))}
        </div>
        {may('schedule.event.close') ? (
          <ButtonLink wide icon="plus" to="/activities/new">
            {t('quick.title')}
          </ButtonLink>
        ) : null}
        {list.error && list.rows.length === 0 ? (
          <ErrorState error={list.error} onRetry={list.again} />
        ) : list.isLoading ? (
          <Skeleton lines={6} />
        ) : rows.length === 0 ? (
          <Nothing show={show} onAll={() => pick('all')} />
        ) : (
          <PhoneRows title={t(`phone.show_${show}`)} end={t('view.count', { count: rows.length })}>
            {rows.map((event) => (
              <PhoneRow key={event.id} icon="flag" title={event.title} note={note(event)} end={<Mark event={event} />} to={`/activities/${event.id}`} />
            ))}
          </PhoneRows>
        )}
        {list.hasMore ? (
          <Button wide isBusy={list.isLoadingMore} onClick={list.more}>
            {ui('more')}
          </Button>
        ) : null}
      </div>
    </>
  );
}
