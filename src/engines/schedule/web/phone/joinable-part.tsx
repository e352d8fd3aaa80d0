import { listEvents } from '../../contract';
import { Card, Link, ToneTag, useCall, useToday } from '#ui';
import { PhoneRow, PhoneRows } from '#ui/phone';
import '../styles/activities.css';
import { useEventWords } from './event-words';
import { SignUpButton } from './sign-up-acts';

/** On the phone's first page: the next event that can be joined, and where the others are. */
export default function JoinablePart() {
  const { t, when, seats, daysLeft } = useEventWords();
  const today = useToday();
  const answer = useCall(listEvents, { query: { from: today, limit: 100 } });
  const joinable = (answer.data?.rows ?? []).filter((event) => event.abilities.canSignUp);
  const hasRoom = (event: (typeof joinable)[number]) => event.places === null || event.counts.placed < event.places;
  joinable.sort((a, b) => Number(hasRoom(b)) - Number(hasRoom(a)));
  const mine = (answer.data?.rows ?? []).filter((event) => event.mySignUp !== null && !event.hasMyAttendance);
  const [first, ...others] = joinable;
  const left = first ? daysLeft(first) : null;
  return (
    <>
      {first ? (
        <Card marked="sea">
          <div className="ac-next">
            <div className="row g8">
              <h2 className="sp">
                <Link to={`/activities/${first.id}`}>{first.title}</Link>
              </h2>
              {left === null ? null : <ToneTag tone="going">{t('phone.daysLeft', { count: left })}</ToneTag>}
            </div>
            <p>{[when(first), seats(first)].filter(Boolean).join(t('stop'))}</p>
            <SignUpButton event={first} isMain />
            {others.length > 0 ? <Link to="/activities">{t('phone.others', { count: others.length })}</Link> : null}
          </div>
        </Card>
      ) : null}
      {mine.length > 0 ? (
        <PhoneRows title={t('phone.mine')} end={t('view.count', { count: mine.length })}>
          {mine.slice(0, 3).map((event) => (
            <PhoneRow
              key={event.id}
              icon="flag"
              title={event.title}
              note={when(event)}
              to={`/activities/${event.id}`}
            />
          ))}
        </PhoneRows>
      ) : null}
    </>
  );
}
