import { checkIn, getEvent, listEvents } from '../../contract';
import {
  Button,
  ButtonLink,
  CallFailed,
  Card,
  Icon,
  Note,
  Skeleton,
  messageOf,
  useAct,
  useCall,
  useParams,
  useSearch,
  useUiTexts,
} from '#ui';
import { PhoneHead } from '#ui/phone';
import { useEffect, useRef, useState } from 'react';
import '../styles/activities.css';
import '../styles/check-in.css';
import { useScheduleTexts } from '../texts';
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

/** Opened by the code on the host's screen: records the reader as present at once and says so. */
export default function CheckInPage() {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const { id } = useParams<'id'>();
  const [{ code }] = useSearch();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { act, error, isUnderWay } = useAct(checkIn, { changes: [getEvent, listEvents], onDone: setOutcome });
  const sent = useRef('');
  const send = useRef(act);
  send.current = act;
  useEffect(() => {
    if (!code || sent.current === code) return;
    sent.current = code;
    void send.current({ params: { id }, body: { code } });
  }, [id, code]);
  const event = useCall(getEvent, { params: { id } }).data;
  const retry = () => void act({ params: { id }, body: { code: code ?? '' } });
  return (
    <>
      <PhoneHead title={t('checkIn.phoneTitle')} note={event?.title} back="/activities" />
      <div className="pbody">
        {outcome ? <Done outcome={outcome} eventId={id} /> : null}
        {isUnderWay && !outcome ? (
          <Card>
            <p role="status">{t('checkIn.sending')}</p>
            <Skeleton lines={2} />
          </Card>
        ) : null}
        {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
        {error instanceof CallFailed ? (
          <Button wide kind="main" icon="again" onClick={retry}>
            {t('photos.again')}
          </Button>
        ) : null}
        {!outcome && !isUnderWay && !(error instanceof CallFailed) ? (
          <Card>
            <CodeForm key={code ?? ''} eventId={id} isMain />
          </Card>
        ) : null}
      </div>
    </>
  );
}
