import { type EventRow, listEvents } from '../../contract';
import { addDays } from '#kernel/contract';
import {
  Button,
  ButtonLink,
  Chip,
  EmptyState,
  ErrorState,
  Skeleton,
  ToneTag,
  useCan,
  useRows,
  useScope,
  useSearch,
  useToday,
  useUiTexts,
} from '#ui';
import { PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { daysOf } from '../event-days';
import { EventStateTag } from '../pieces/event-state';
import '../styles/activities.css';
import { useEventWords } from './event-words';

const shows = ['joinable', 'mine', 'ahead', 'past'] as const;
type Show = (typeof shows)[number];

function useShown(show: Show) {
  const today = useToday();
  const { year } = useScope();
  const queries = {
    joinable: { from: today, limit: 100 },
    mine: { isMine: 'true', limit: 50 },
    ahead: { from: today, limit: 50 },
    past: { from: `${year}-01-01`, to: addDays(today, -1), limit: 200 },
  };
  const list = useRows(listEvents, { query: queries[show] }, { isKept: true });
  if (show === 'joinable') return { list, rows: list.rows.filter((event) => event.abilities.canSignUp) };
  // The server begins with the earliest; of what is over, the latest is looked for first.
  if (show === 'past') return { list, rows: list.rows.filter((event) => daysOf(event).to < today).toReversed() };
  return { list, rows: list.rows };
}

/** At the right of a line: what the event means for the reader. */
function Mark({ event }: { event: EventRow }) {
  const { t } = useEventWords();
  if (event.hasMyAttendance) return <ToneTag tone="kept">{t('phone.wasThere')}</ToneTag>;
  if (event.mySignUp?.state === 'placed' && event.state !== 'held' && event.state !== 'cancelled')
    return (
      <ToneTag tone="kept" icon="tick">
        {t('phone.placed')}
      </ToneTag>
    );
  if (event.mySignUp?.state === 'waiting' && event.state !== 'held' && event.state !== 'cancelled')
    return <ToneTag tone="none">{t('phone.waitingNumber', { number: event.mySignUp.waitingNumber ?? 1 })}</ToneTag>;
  if (event.abilities.canSignUp) {
    const isFull = event.places !== null && event.counts.placed >= event.places;
    return <ToneTag tone={isFull ? 'none' : 'going'}>{isFull ? t('phone.canWait') : t('phone.canJoin')}</ToneTag>;
  }
  return <EventStateTag event={event} />;
}

function Nothing({ show, onAhead }: { show: Show; onAhead: () => void }) {
  const { t } = useEventWords();
  const act = show === 'ahead' ? null : <Button onClick={onAhead}>{t('phone.seeAhead')}</Button>;
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
          <Nothing show={show} onAhead={() => pick('ahead')} />
        ) : (
          <PhoneRows title={t(`phone.show_${show}`)} end={t('view.count', { count: rows.length })}>
            {rows.map((event) => (
              <PhoneRow
                key={event.id}
                icon="flag"
                title={event.title}
                note={note(event)}
                end={<Mark event={event} />}
                to={`/activities/${event.id}`}
              />
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
