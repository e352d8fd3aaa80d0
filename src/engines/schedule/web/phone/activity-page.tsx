import { type EventRow, getEvent } from '../../contract';
import {
  ButtonLink,
  Card,
  ErrorState,
  Note,
  Skeleton,
  ToneTag,
  formatMoment,
  formatWindow,
  useCall,
  useParams,
} from '#ui';
import { EntriesAbout, PhoneHead } from '#ui/phone';
import type { ReactNode } from 'react';
import { useEditionName } from '../edition-name';
import { daysOf, unquoted, whenWords } from '../event-days';
import { EventStateTag } from '../pieces/event-state';
import { PhotoPanel } from '../pieces/photo-panel';
import '../styles/activities.css';
import { aboutEvent } from './about';
import { CodeForm } from './code-form';
import { useEventWords } from './event-words';
import TheirVersion from './their-version';
import { SignUpButton } from '../pieces/sign-up-acts';
import { WithdrawButton } from '../pieces/withdraw-button';

function Facts({ event }: { event: EventRow }) {
  const { t, language, today, seats } = useEventWords();
  const { window, signUpOpensAt: opens, signUpClosesAt: closes, organiser } = event;
  const line = (label: string, value: ReactNode) => (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
  const when =
    event.startsAt || event.heldOn
      ? whenWords(event, language, today)
      : `${formatWindow(window.from, window.to, language)} ${window.words ? t('quoted', { words: unquoted(window.words) }) : ''}`;
  return (
    <dl className="ac-facts">
      {line(t('list.when'), when)}
      {event.place ? line(t('list.place'), event.place) : null}
      {line(
        t('new.unit'),
        organiser.kind === 'outside'
          ? `${event.unit.name} · ${organiser.name ?? t('organiser.outside')}`
          : event.unit.name,
      )}
      {line(t('event.forWhom'), [event.audience.unit.name, ...event.audience.cohorts].join(' · '))}
      {event.counts.people > 0 ? line(t('event.people'), t('list.came', { count: event.counts.people })) : null}
      {opens
        ? line(
            t('event.signups'),
            `${formatMoment(opens, language, today)} — ${closes ? formatMoment(closes, language, today) : t('event.untilStart')}`,
          )
        : null}
      {opens && event.state !== 'held' ? line(t('phone.places'), seats(event)) : null}
    </dl>
  );
}

/** Where the reader stands with this event, and the one thing to do next. */
function MyPart({ event }: { event: EventRow }) {
  const { t, today } = useEventWords();
  const { canSignUp, canWithdraw, canCheckIn } = event.abilities;
  const seat = event.mySignUp;
  // An answer that was kept before the day came doesn't know yet that it may be recorded.
  const hasBegun = daysOf(event).from <= today && event.state !== 'held' && event.state !== 'cancelled';
  const isHost = event.abilities.canRecordAttendance || (event.abilities.canChange && hasBegun);
  const roll = isHost ? (
    <ButtonLink wide icon="people" to={`/activities/${event.id}/roll`}>
      {t('roll.open')}
    </ButtonLink>
  ) : null;
  if (event.hasMyAttendance)
    return (
      <div className="ac-acts">
        <Note>{t('phone.youWereThere')}</Note>
        {roll}
      </div>
    );
  return (
    <div className="ac-acts">
      {seat?.state === 'placed' ? (
        <div>
          <ToneTag tone="kept" icon="tick">
            {t('phone.youArePlaced')}
          </ToneTag>
        </div>
      ) : null}
      {seat?.state === 'waiting' ? <Note>{t('phone.youWait', { number: seat.waitingNumber ?? 1 })}</Note> : null}
      {canSignUp ? <SignUpButton event={event} isMain wide /> : null}
      {canCheckIn ? <CodeForm eventId={event.id} /> : null}
      {roll}
      {canWithdraw ? <WithdrawButton event={event} wide /> : null}
    </div>
  );
}

/** One event on the phone. */
export default function ActivityPage() {
  const { t } = useEventWords();
  const nth = useEditionName();
  const { id } = useParams<'id'>();
  const answer = useCall(getEvent, { params: { id } }, { isKept: true });
  const event = answer.data?.id === id ? answer.data : null;
  return (
    <>
      <PhoneHead title={event?.title ?? t('phone.title')} back="/activities" />
      <div className="pbody">
        {event ? (
          <>
            <EntriesAbout about={aboutEvent(event.id)} Theirs={TheirVersion} />
            <Card>
              <div className="ac-acts">
                <div className="ac-title">
                  <EventStateTag event={event} />
                  {event.series ? <span className="dim t13">{nth(event.series.edition)}</span> : null}
                </div>
                {event.stateReason ? (
                  <Note kind={event.state === 'cancelled' ? 'warn' : 'info'}>{event.stateReason}</Note>
                ) : null}
                <Facts event={event} />
                <MyPart event={event} />
              </div>
            </Card>
            {event.summary ? (
              <Card title={t('event.summary')}>
                <p style={{ whiteSpace: 'pre-line' }}>{event.summary}</p>
              </Card>
            ) : null}
            {event.counts.photos > 0 || event.abilities.canAddPhoto ? (
              <Card title={t('event.photos')} flush>
                <PhotoPanel event={event} />
              </Card>
            ) : null}
          </>
        ) : answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </div>
    </>
  );
}
