import type { EndpointResponse } from '#kernel/contract';
import { EmptyState, ErrorState, Note, Skeleton, ToneTag, formatDay, formatMoney, useCall, useLanguage } from '#ui';
import { PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { showOwnDues } from '../../dues/contract';
import { useDuesTexts, useMonthWords } from './texts';

type Own = EndpointResponse<typeof showOwnDues>;

function Months({ months }: Pick<Own, 'months'>) {
  const t = useDuesTexts();
  const words = useMonthWords();
  return (
    <PhoneRows title={t('pages.statement.months')}>
      {months.map(({ id, month, base, due, arrears, exemptBy }) => (
        <PhoneRow
          key={id}
          icon="calendar"
          title={words(month)}
          note={[
            t('pages.own.due', { amount: formatMoney(due) }),
            ...(base === null ? [] : [t('pages.own.base', { amount: formatMoney(base) })]),
          ].join(' · ')}
          end={
            exemptBy === null ? (
              <ToneTag tone={BigInt(arrears) > 0n ? 'late' : 'kept'}>
                {BigInt(arrears) > 0n ? formatMoney(arrears) : t('states.collected')}
              </ToneTag>
            ) : (
              <ToneTag tone="none">{t('states.exempt')}</ToneTag>
            )
          }
        />
      ))}
    </PhoneRows>
  );
}

/** What the reader owes, month by month, and what came in. */
export default function OwnDuesPage() {
  const t = useDuesTexts();
  const language = useLanguage();
  const answer = useCall(showOwnDues, {}, { isKept: true });
  const { data } = answer;
  return (
    <>
      <PhoneHead title={t('pages.own.title')} back="/me" />
      <div className="pbody">
        {answer.isPending ? <Skeleton lines={6} /> : null}
        {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {data?.months.length === 0 && data.payments.length === 0 ? (
          <EmptyState icon="finance" title={t('pages.own.none')}>
            {t('pages.own.noneAdvice')}
          </EmptyState>
        ) : null}
        {data && (data.months.length > 0 || data.payments.length > 0) ? (
          <PhoneRows title={t('pages.own.sum')}>
            <PhoneRow icon="late" title={t('exports.columns.arrears')} end={formatMoney(data.sums.arrears)} />
            <PhoneRow icon="kept" title={t('exports.columns.collected')} end={formatMoney(data.sums.collected)} />
            {BigInt(data.ahead) > 0n ? (
              <PhoneRow icon="ahead" title={t('pages.ahead')} end={formatMoney(data.ahead)} />
            ) : null}
          </PhoneRows>
        ) : null}
        {data && BigInt(data.sums.arrears) > 0n ? <Note kind="warn">{t('pages.own.owed')}</Note> : null}
        {data && data.months.length > 0 ? <Months months={data.months} /> : null}
        {data && data.payments.length > 0 ? (
          <PhoneRows title={t('exports.payments')}>
            {data.payments
              .filter(({ undoReason }) => undoReason === null)
              .map(({ id, on, way, amount }) => (
                <PhoneRow
                  key={id}
                  icon="finance"
                  title={formatDay(on, language)}
                  note={t(`pages.ways.${way}`)}
                  end={formatMoney(amount)}
                />
              ))}
          </PhoneRows>
        ) : null}
        {data ? <Note>{t('pages.own.advice')}</Note> : null}
      </div>
    </>
  );
}
