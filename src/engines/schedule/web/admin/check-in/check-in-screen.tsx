import { getCheckInCode, getEvent } from '../../../contract';
import {
  Button,
  ButtonLink,
  CallRefused,
  EmptyState,
  ErrorState,
  Note,
  QrCode,
  Skeleton,
  useCall,
  useLanguage,
  useParams,
  usePublicAddress,
  useToday,
} from '#ui';
import { PageHead } from '#ui/desktop';
import { useRef } from 'react';
import { whenWords } from '../../event-days';
import '../../styles/check-in.css';
import { useScheduleTexts } from '../../texts';

/** The code changes every 30 seconds and counts for 90; asking every 5 also keeps the number of people fresh. */
const ASK_AGAIN_MS = 5_000;

function Code({ eventId, title }: { eventId: string; title: string }) {
  const t = useScheduleTexts();
  const here = usePublicAddress();
  const answer = useCall(getCheckInCode, { params: { id: eventId } }, { refetchEvery: ASK_AGAIN_MS });
  if (answer.error instanceof CallRefused && answer.error.code === 'schedule.check_in_not_open') {
    return (
      <EmptyState
        icon="clock"
        title={t('checkIn.notOpen')}
        act={<ButtonLink to={`/events/${eventId}`}>{t('checkIn.toEvent')}</ButtonLink>}
      >
        {t('checkIn.notOpenAdvice')}
      </EmptyState>
    );
  }
  if (!answer.data)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const { code, digits, named } = answer.data;
  const address = `${here.address}/m/check-in/${eventId}?code=${encodeURIComponent(code)}`;
  return (
    <>
      <div className="ci-codes">
        <div className="ci-code">
          <QrCode words={address} label={t('checkIn.qrLabel', { title })} />
        </div>
        <div className="ci-typed">
          <span>{t('checkIn.typed')}</span>
          <b translate="no">{`${digits.slice(0, 3)} ${digits.slice(3)}`}</b>
        </div>
      </div>
      <div className="ci-side">
        <ol>
          <li>{t('checkIn.step1')}</li>
          <li>{t('checkIn.step2')}</li>
          <li>{t('checkIn.step3')}</li>
        </ol>
        <div className="ci-count" role="status">
          <b>{named}</b> {t('checkIn.here')}
        </div>
        {answer.error ? <Note kind="warn">{t('checkIn.noNetwork')}</Note> : null}
        {here.isOnlyHere ? <Note kind="warn">{t('checkIn.onlyHere')}</Note> : null}
      </div>
    </>
  );
}

/** The host's screen: a large code that changes, and how many have checked in. */
export default function CheckInScreen() {
  const t = useScheduleTexts();
  const language = useLanguage();
  const today = useToday();
  const { id } = useParams<'id'>();
  const stage = useRef<HTMLDivElement>(null);
  const answer = useCall(getEvent, { params: { id } });
  const event = answer.data;
  if (!event) {
    return (
      <>
        <PageHead title={t('checkIn.title')} crumbs={[{ label: t('nav.events'), to: '/events' }]} />
        {answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={8} />
        )}
      </>
    );
  }
  const fill = () => void (document.fullscreenElement ? document.exitFullscreen() : stage.current?.requestFullscreen());
  return (
    <>
      <PageHead
        title={t('checkIn.title')}
        crumbs={[
          { label: t('nav.events'), to: '/events' },
          { label: event.title, to: `/events/${id}` },
        ]}
        acts={
          <Button icon="computer" onClick={fill}>
            {t('checkIn.fullScreen')}
          </Button>
        }
      />
      <div className="card ci-stage" ref={stage}>
        <div className="ci-title">
          <h2>{event.title}</h2>
          <p>{[whenWords(event, language, today), event.place].filter(Boolean).join(' · ')}</p>
        </div>
        <Code eventId={id} title={event.title} />
      </div>
    </>
  );
}
