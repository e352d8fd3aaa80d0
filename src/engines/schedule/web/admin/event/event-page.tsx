import { type EventRow, getEvent } from '../../../contract';
import { WhoCanButton } from '#engines/roster/web';
import { Card, ErrorState, Link, Note, Skeleton, useCall, useParams, useSearch } from '#ui';
import { PageHead } from '#ui/desktop';
import { useEditionName } from '../../edition-name';
import { EventStateTag } from '../../pieces/event-state';
import { PhotoPanel } from '../../pieces/photo-panel';
import '../../styles/event.css';
import { useScheduleTexts } from '../../texts';
import { AttendancePanel } from './attendance-panel';
import { EventActs } from './event-acts';
import { EventDialogs } from './event-dialogs';
import { Facts } from './facts';
import { SeriesCard } from './series-card';
import { SignUpPanel } from './sign-up-panel';
import { WhenCard } from './when-card';

const parts = ['attendance', 'signups', 'photos'] as const;
type Part = (typeof parts)[number];

function countOf(part: Part, event: EventRow): number {
  const { people, placed, waiting, photos } = event.counts;
  return { attendance: people, signups: placed + waiting, photos }[part];
}

/** Before its day an event is looked at for who signed up, from then on for who came. */
function firstPart(event: EventRow, shown: readonly Part[]): Part {
  const isAhead = event.signUpOpensAt !== null && event.counts.people === 0 && !event.abilities.canRecordAttendance;
  return isAhead && shown.includes('signups') ? 'signups' : (shown[0] ?? 'photos');
}

/** The three records of an event; the address holds which of them is open. */
function Records({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const [search] = useSearch();
  const shown = parts.filter((part) => part === 'photos' || event.abilities.canReadNames);
  const open = shown.find((part) => part === search.tab) ?? firstPart(event, shown);
  return (
    <Card flush>
      <nav className="tabs ev-tabs" aria-label={t('event.records')}>
        {shown.map((part) => (
          <Link
            key={part}
            to={`/events/${event.id}?tab=${part}`}
            replace
            keepScroll
            aria-current={part === open ? 'page' : undefined}
          >
            {t(`event.${part}`)} <span className="t12 dim">{countOf(part, event)}</span>
          </Link>
        ))}
      </nav>
      {open === 'attendance' ? <AttendancePanel event={event} /> : null}
      {open === 'signups' ? <SignUpPanel event={event} /> : null}
      {open === 'photos' ? <PhotoPanel event={event} /> : null}
    </Card>
  );
}

function Remarks({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  if (event.stateReason === '') return null;
  const say =
    event.state === 'cancelled'
      ? t('event.cancelledBecause', { reason: event.stateReason })
      : t('event.movedBecause', { reason: event.stateReason });
  return <Note kind={event.state === 'cancelled' ? 'warn' : 'info'}>{say}</Note>;
}

/** One event: when and where, who signed up and came, photos, summary, and its series. */
export default function EventPage() {
  const t = useScheduleTexts();
  const nth = useEditionName();
  const { id } = useParams<'id'>();
  const answer = useCall(getEvent, { params: { id } });
  const event = answer.data;
  if (!event || event.id !== id) {
    return (
      <>
        <PageHead title={t('nav.events')} crumbs={[{ label: t('nav.events'), to: '/events' }]} />
        <Card flush>
          {answer.error ? (
            <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
          ) : (
            <Skeleton lines={10} />
          )}
        </Card>
      </>
    );
  }
  const edition = event.series ? nth(event.series.edition) : undefined;
  return (
    <>
      <PageHead
        title={event.title}
        note={edition}
        tag={<EventStateTag event={event} />}
        crumbs={[{ label: t('nav.events'), to: '/events' }, { label: event.unit.name }]}
        acts={
          <>
            <WhoCanButton kind="schedule.event" id={event.id} title={event.title} />
            <EventActs event={event} />
          </>
        }
      />
      <Remarks event={event} />
      <div className="two">
        <div className="col g16">
          <WhenCard event={event} />
          {event.summary !== '' ? (
            <Card title={t('event.summary')}>
              <p className="ev-summary">{event.summary}</p>
            </Card>
          ) : null}
          <Records event={event} />
        </div>
        <div className="col g16">
          <Facts event={event} />
          {event.series ? <SeriesCard seriesId={event.series.id} eventId={event.id} /> : null}
        </div>
      </div>
      <EventDialogs event={event} />
    </>
  );
}
