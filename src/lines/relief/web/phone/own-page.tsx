import { showOwnCoverage } from '../../contract';
import { ErrorState, Note, Skeleton, ToneTag, formatDay, useCall, useLanguage } from '#ui';
import { PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { useReliefTexts } from '../texts';

const tones = { covered: 'kept', left: 'none', never: 'none' } as const;

/** Which funds cover the reader, since when and until when. */
export default function OwnCoveragePage() {
  const t = useReliefTexts();
  const language = useLanguage();
  const answer = useCall(showOwnCoverage, {}, { isKept: true });
  const day = (value: string) => formatDay(value, language);
  return (
    <>
      <PhoneHead title={t('pages.own.title')} back="/me" />
      <div className="pbody">
        {answer.isPending ? <Skeleton lines={4} /> : null}
        {answer.error && !answer.data ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : null}
        {answer.data?.rows.map(({ scheme, state, since, covers }) => (
          <PhoneRows
            key={scheme}
            title={t(`schemes.${scheme}.name`)}
            end={<ToneTag tone={tones[state]}>{t(`pages.own.${state}`)}</ToneTag>}
          >
            {since === null ? null : (
              <PhoneRow
                icon="calendar"
                title={state === 'left' ? t('pages.own.left') : t('pages.own.covered')}
                note={t('pages.own.since', { day: day(since) })}
              />
            )}
            {covers.map(({ planName, startsOn, endsOn }) => (
              <PhoneRow
                key={`${planName}${startsOn}`}
                icon="relief"
                title={planName}
                note={t('pages.own.endsOn', { day: day(endsOn) })}
              />
            ))}
          </PhoneRows>
        ))}
        {answer.data ? <Note>{t('pages.own.advice')}</Note> : null}
      </div>
    </>
  );
}
