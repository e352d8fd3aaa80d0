import { type EventRow, listEvents } from '../../contract';
import { Card, EmptyState, ErrorState, Link, Skeleton, ToneTag, useCall, useToday } from '#ui';
import { PhoneRow, PhoneRows } from '#ui/phone';
import '../styles/activities.css';
import { useEventWords } from './event-words';
import { SignUpButton } from '../pieces/sign-up-acts';

const MOST = 3;

function Rows({ title, events }: { title: string; events: readonly EventRow[] }) {
  const { t, when } = useEventWords();
  return (
    <PhoneRows title={title} end={t('view.count', { count: events.length })}>
      {events.slice(0, MOST).map((event) => (
        <PhoneRow key={event.id} icon="flag" title={event.title} note={when(event)} to={`/activities/${event.id}`} />
      ))}
    </PhoneRows>
  );
}

/** The event that can be joined, first those with places left. */
function Next({ event, others }: { event: EventRow; others: number }) {
  const { t, when, seats, daysLeft } = useEventWords();
  const left = daysLeft(event);
  return (
    <Card marked="sea">
      <div className="ac-next">
        <div className="row g8">
          <h2 className="sp">
            <Link to={`/activities/${event.id}`}>{event.title}</Link>
          </h2>
          {left === null ? null : <ToneTag tone="going">{t('phone.daysLeft', { count: left })}</ToneTag>}
        </div>
        <p>{[when(event), seats(event)].filter(Boolean).join(t('stop'))}</p>
        <SignUpButton event={event} isMain wide />
        {others > 0 ? <Link to="/activities">{t('phone.others', { count: others })}</Link> : null}
      </div>
    </Card>
  );
}

function hasRoom(event: EventRow): boolean {
  return event.places === null || event.counts.placed < event.places;
}

/** On the phone's first page: what can be joined, the own sign-ups, or else what is ahead. */
export default function JoinablePart() {
  const { t } = useEventWords();
  const today = useToday();
  const answer = useCall(listEvents, { query: { from: today, limit: 100 } }, { isKept: true });
  if (!answer.data)
    return answer.error ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : <Skeleton />;
  const ahead = answer.data.rows.filter((event) => event.state === 'planned' || event.state === 'scheduled');
  const joinable = ahead.filter((event) => event.abilities.canSignUp);
  joinable.sort((a, b) => Number(hasRoom(b)) - Number(hasRoom(a)));
  const mine = ahead.filter((event) => event.mySignUp !== null && !event.hasMyAttendance);
  const [first] = joinable;
  const isQuiet = !first && mine.length === 0;
  return (
    <>
      {first ? <Next event={first} others={joinable.length - 1} /> : null}
      {mine.length > 0 ? <Rows title={t('phone.mine')} events={mine} /> : null}
      {isQuiet && ahead.length > 0 ? <Rows title={t('phone.show_ahead')} events={ahead} /> : null}
      {isQuiet && ahead.length === 0 ? (
        <EmptyState icon="flag" title={t('phone.none_ahead')}>
          {t('phone.advice_joinable')}
        </EmptyState>
      ) : null}
    </>
  );
}
