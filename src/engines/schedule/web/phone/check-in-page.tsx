import { checkIn, getEvent } from '../../contract';
import {
  ButtonLink,
  Card,
  Icon,
  Note,
  Skeleton,
  formatMoment,
  useCall,
  useLanguage,
  useParams,
  useSearch,
  useSession,
  useToday,
} from '#ui';
import { PhoneHead, putInQueue, queuedCall, takeFromQueue, useOfflineTexts, useQueue } from '#ui/phone';
import { useEffect, useRef, useState } from 'react';
import '../styles/activities.css';
import '../styles/check-in.css';
import { useScheduleTexts } from '../texts';
import { aboutCode, aboutEvent } from './about';
import { CodeForm } from './code-form';

type Outcome = { title: string; isFirst: boolean };

function Done({ outcome, eventId }: { outcome: Outcome; eventId: string }) {
  const t = useScheduleTexts();
  return (
    <Card>
      <div className="ci-done" role="status">
        <span className="c-kept ci-tick">
          <Icon name="kept" size="xl" />
        </span>
        <h2>{outcome.isFirst ? t('checkIn.done') : t('checkIn.doneBefore')}</h2>
        <p>{outcome.title}</p>
        <ButtonLink to={`/activities/${eventId}`}>{t('checkIn.toEvent')}</ButtonLink>
      </div>
    </Card>
  );
}

/** Safe in the phone, but the code grows old: says so now, not only when it is sent back. */
function Waiting({ isOffline }: { isOffline: boolean }) {
  const t = useScheduleTexts();
  return (
    <Card>
      {isOffline ? (
        <div className="ac-acts" role="status">
          <b>{t('checkIn.waits')}</b>
          <p>{t('checkIn.waitsHint')}</p>
        </div>
      ) : (
        <>
          <p role="status">{t('checkIn.sending')}</p>
          <Skeleton lines={2} />
        </>
      )}
    </Card>
  );
}

/** Puts the check-in by this code into the queue, once, and follows it until the server has answered. */
function useCheckIn(eventId: string, code: string | undefined, title: string | undefined) {
  const t = useScheduleTexts();
  const language = useLanguage();
  const today = useToday();
  const { me } = useSession();
  const { entries, arrived, isOffline, needsSignIn } = useQueue(me.accountId);
  const [sent, setSent] = useState<{ code: string; id: string } | null>(null);
  const [fault, setFault] = useState<{ code: string; words: string } | null>(null);
  const offline = useOfflineTexts();
  const asked = useRef('');
  useEffect(() => {
    if (!code || asked.current === code) return;
    asked.current = code;
    const facts = [
      { label: t('checkIn.code'), value: code },
      { label: t('checkIn.readAt'), value: formatMoment(new Date(), language, today) },
    ];
    putInQueue(
      {
        accountId: me.accountId,
        module: 'schedule',
        about: [aboutEvent(eventId), aboutCode(eventId, code)],
        what: t('checkIn.phoneTitle'),
        title: title ?? t('phone.title'),
        path: `/check-in/${eventId}`,
        mine: facts,
        call: queuedCall(checkIn, { params: { id: eventId }, body: { code } }),
      },
      aboutCode(eventId, code),
    )
      .then((id) => setSent({ code, id }))
      .catch(() => setFault({ code, words: offline('cannotKeep') }));
  }, [code, eventId, title, me.accountId, t, offline, language, today]);
  const entry = sent && sent.code === code ? entries.find(({ id }) => id === sent.id) : undefined;
  const { refusal } = entry ?? {};
  // Whoever stands before the screen sees the reason here and types anew; nothing is left to settle later.
  useEffect(() => {
    if (!entry || !refusal) return;
    setFault({ code: code ?? '', words: refusal.message });
    void takeFromQueue(entry);
  }, [entry, refusal, code]);
  return {
    outcome: (sent && sent.code === code ? (arrived.get(sent.id) as Outcome | undefined) : undefined) ?? null,
    fault: fault !== null && fault.code === code ? fault.words : null,
    isWaiting: isOffline || needsSignIn,
  };
}

/** Opened by the code on the host's screen: records the reader as present at once and says so. */
export default function CheckInPage() {
  const t = useScheduleTexts();
  const { id } = useParams<'id'>();
  const [{ code }] = useSearch();
  const event = useCall(getEvent, { params: { id } }, { isKept: true });
  // The title goes with what waits; without network and without having read the event there is none.
  const isTitleKnown = event.data !== undefined || event.error !== null;
  const { outcome, fault, isWaiting } = useCheckIn(id, isTitleKnown ? code : undefined, event.data?.title);
  return (
    <>
      <PhoneHead title={t('checkIn.phoneTitle')} note={event.data?.title} back="/activities" />
      <div className="pbody">
        {outcome ? <Done outcome={outcome} eventId={id} /> : null}
        {fault ? <Note kind="refuse">{fault}</Note> : null}
        {code && !outcome && !fault ? <Waiting isOffline={isWaiting} /> : null}
        {!outcome && (!code || fault) ? (
          <Card>
            <CodeForm key={code ?? ''} eventId={id} isMain />
          </Card>
        ) : null}
      </div>
    </>
  );
}
