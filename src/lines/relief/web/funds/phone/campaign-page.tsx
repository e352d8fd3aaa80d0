import type { EndpointResponse } from '#kernel/contract';
import { ErrorState, Note, Skeleton, formatDay, formatMoney, formatWindow, useCall, useLanguage, useParams } from '#ui';
import { PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { showPublicCampaign } from '../../../campaigns/contract';
import { useFundTexts } from '../texts';

type Campaign = EndpointResponse<typeof showPublicCampaign>;

function Givers({ data }: { data: Campaign }) {
  const t = useFundTexts();
  const language = useLanguage();
  return (
    <>
      {data.byUnit.length > 0 ? (
        <PhoneRows title={t('pages.campaign.byUnit')}>
          {data.byUnit.map(({ unit, amount, gifts }) => (
            <PhoneRow
              key={unit?.id ?? ''}
              icon="people"
              title={unit?.name ?? t('givers.anonymous')}
              note={t('pages.phone.gifts', { count: gifts })}
              end={formatMoney(amount)}
            />
          ))}
        </PhoneRows>
      ) : null}
      {data.named.length > 0 ? (
        <PhoneRows title={t('pages.phone.named')}>
          {data.named.map(({ name, amount, on }, at) => (
            <PhoneRow
              key={`${name}${at}`}
              icon="person"
              title={name}
              note={formatDay(on, language)}
              end={formatMoney(amount)}
            />
          ))}
        </PhoneRows>
      ) : null}
    </>
  );
}

/** Goods of the campaign, sort by sort, and who agreed to be named for them. */
function Goods({ goods }: { goods: Campaign['goods'] }) {
  const t = useFundTexts();
  const language = useLanguage();
  const { items, byUnit, named, receivers } = goods;
  if (items.length === 0) return null;
  return (
    <>
      <PhoneRows title={t('goods.title')} end={t('goods.phone.receivers', { count: receivers })}>
        {items.map(({ id, name, size, measure, given, takenOver, handedOut, passedOn, stock, condition }) => (
          <PhoneRow
            key={id}
            icon="relief"
            title={<span lang="zh-CN">{[name, size].filter(Boolean).join(' ')}</span>}
            note={[
              t(`goods.conditions.${condition}`),
              `${t('goods.columns.given')} ${given}`,
              ...(takenOver === '0' ? [] : [`${t('goods.columns.takenOver')} ${takenOver}`]),
              `${t('goods.columns.handedOut')} ${handedOut}`,
              ...(passedOn === '0' ? [] : [`${t('goods.columns.passedOn')} ${passedOn}`]),
            ].join(' · ')}
            end={`${t('goods.columns.stock')} ${stock} ${measure}`}
          />
        ))}
      </PhoneRows>
      <PhoneRows title={t('goods.byUnit')}>
        {byUnit.map(({ unit, gifts }) => (
          <PhoneRow
            key={unit?.id ?? ''}
            icon="people"
            title={unit?.name ?? t('givers.anonymous')}
            end={t('goods.gifts', { count: gifts })}
          />
        ))}
      </PhoneRows>
      {named.length > 0 ? (
        <PhoneRows title={t('goods.phone.named')}>
          {named.map(({ name, what, quantity, measure, on }, at) => (
            <PhoneRow
              key={`${name}${at}`}
              icon="person"
              title={name}
              note={formatDay(on, language)}
              end={`${what} ${quantity} ${measure}`}
            />
          ))}
        </PhoneRows>
      ) : null}
    </>
  );
}

/** A campaign as it is published: what came in by unit, who agreed to be named, what it was used for. */
export default function PublicCampaignPage() {
  const t = useFundTexts();
  const language = useLanguage();
  const { id = '' } = useParams();
  const answer = useCall(showPublicCampaign, { params: { id } }, { isKept: true });
  const { data } = answer;
  return (
    <>
      <PhoneHead title={t('titles.campaigns')} back="/campaigns" />
      <div className="pbody">
        {answer.isPending ? <Skeleton lines={8} /> : null}
        {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {data ? (
          <>
            <PhoneRows title={<span lang="zh-CN">{data.title}</span>}>
              <PhoneRow
                icon="calendar"
                title={formatWindow(data.opensOn, data.closesOn, language)}
                note={t(`pages.campaigns.${data.isClosed ? 'closed' : 'running'}`)}
              />
              <PhoneRow icon="finance" title={t('columns.received')} end={formatMoney(data.sums.received)} />
              <PhoneRow icon="kept" title={t('columns.handedOver')} end={formatMoney(data.sums.handedOver)} />
              <PhoneRow
                icon="ahead"
                title={t('columns.left')}
                note={t(`remainders.${data.remainder}`)}
                end={formatMoney(data.sums.left)}
              />
            </PhoneRows>
            <Note>
              <span lang="zh-CN">{data.cause}</span>
            </Note>
            {data.handovers.length > 0 ? (
              <PhoneRows title={t('pages.campaign.use')}>
                {data.handovers.map(({ on, name, purpose, amount }) => (
                  <PhoneRow
                    key={on + name + String(amount)}
                    icon="relief"
                    title={`${name} · ${t(`purposes.${purpose}`)}`}
                    note={formatDay(on, language)}
                    end={formatMoney(amount)}
                  />
                ))}
              </PhoneRows>
            ) : null}
            <Goods goods={data.goods} />
            <Givers data={data} />
            <Note>{t('pages.phone.advice')}</Note>
          </>
        ) : null}
      </div>
    </>
  );
}
