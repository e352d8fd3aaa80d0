import type { EndpointResponse } from '#kernel/contract';
import { EmptyState, ErrorState, Skeleton, ToneTag, formatDay, formatMoney, useCall, useLanguage } from '#ui';
import { PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { listPublicCampaigns } from '../../../campaigns/contract';
import { showOwnRelief } from '../../../contributions/contract';
import { useFundTexts } from '../texts';

type Own = EndpointResponse<typeof showOwnRelief>;

/** What the reader has paid into the fund, has given, and was given. */
function OwnMoney({ own }: { own: Own }) {
  const t = useFundTexts();
  const language = useLanguage();
  const day = (value: string) => formatDay(value, language);
  if (own.contributions.length + own.gifts.length + own.aid.length === 0) return null;
  return (
    <PhoneRows title={t('pages.phone.own')}>
      {own.contributions.map(({ id, period, amount, on }) => (
        <PhoneRow
          key={id}
          icon="finance"
          title={t('titles.fund')}
          note={[period === 'once' ? t('rhythms.once') : period, day(on)].join(' · ')}
          end={formatMoney(amount)}
        />
      ))}
      {own.gifts.map(({ id, campaignId, title, amount, inWords, on }) => (
        <PhoneRow
          key={id}
          icon="relief"
          title={<span lang="zh-CN">{title}</span>}
          note={
            <>
              {day(on)} · <span lang="zh-CN">{inWords}</span>
            </>
          }
          end={formatMoney(amount)}
          to={`/campaigns/${campaignId}`}
        />
      ))}
      {own.aid.map(({ id, amount, on }) => (
        <PhoneRow key={id} icon="relief" title={t('pages.phone.aid')} note={day(on)} end={formatMoney(amount)} />
      ))}
    </PhoneRows>
  );
}

/** The campaigns of the works with their sums, and the own money with the union. */
export default function PublicCampaignsPage() {
  const t = useFundTexts();
  const language = useLanguage();
  const answer = useCall(listPublicCampaigns, {}, { isKept: true });
  const own = useCall(showOwnRelief, {}, { isKept: true });
  const { data } = answer;
  return (
    <>
      <PhoneHead title={t('pages.phone.title')} back="/me" />
      <div className="pbody">
        {answer.isPending ? <Skeleton lines={6} /> : null}
        {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {data?.rows.length === 0 ? (
          <EmptyState icon="relief" title={t('pages.phone.none')}>
            {t('pages.phone.noneAdvice')}
          </EmptyState>
        ) : null}
        {data && data.rows.length > 0 ? (
          <PhoneRows title={t('titles.campaigns')}>
            {data.rows.map(({ id, title, closesOn, isClosed, sums }) => (
              <PhoneRow
                key={id}
                icon="relief"
                title={<span lang="zh-CN">{title}</span>}
                note={`${t('columns.received')} ${formatMoney(sums.received)} · ${formatDay(closesOn, language)}`}
                end={
                  <ToneTag tone={isClosed ? 'none' : 'kept'}>
                    {t(`pages.campaigns.${isClosed ? 'closed' : 'running'}`)}
                  </ToneTag>
                }
                to={`/campaigns/${id}`}
              />
            ))}
          </PhoneRows>
        ) : null}
        {own.data ? <OwnMoney own={own.data} /> : null}
      </div>
    </>
  );
}
