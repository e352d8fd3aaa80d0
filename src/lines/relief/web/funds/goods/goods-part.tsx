import { Button, Card, EmptyState, ErrorState, Skeleton, formatDay, formatMoney, useCall, useLanguage } from '#ui';
import { useState } from 'react';
import { type GoodsItem, listGoods } from '../../../goods/contract';
import type { Campaign } from '../campaign-dialogs';
import { useFundTexts } from '../texts';
import { DisinfectDialog, HandOutDialog, PassOnGoodsDialog, TakeGoodsDialog } from './goods-dialogs';
import { GoodsMoves } from './goods-moves';

/** `棉衣 L`, and what it is made out to be. */
export function SortName({ sort }: { sort: Pick<GoodsItem, 'name' | 'size' | 'condition'> }) {
  const t = useFundTexts();
  return (
    <>
      <span lang="zh-CN">{[sort.name, sort.size].filter(Boolean).join(' ')}</span>{' '}
      <span className="dim t12">{t(`goods.conditions.${sort.condition}`)}</span>
    </>
  );
}

function CleanWords({ item: { disinfected } }: { item: GoodsItem }) {
  const t = useFundTexts();
  const language = useLanguage();
  if (disinfected === null) return null;
  const { quantity, on, byName } = disinfected;
  const said =
    on === null
      ? t('goods.unclean')
      : t('goods.cleanOn', { quantity, day: formatDay(on, language), name: byName ?? '' });
  return <div className={on === null ? 'c-late t12' : 'dim t12'}>{said}</div>;
}

type Acting = { readonly act: 'handOut' | 'disinfect'; readonly item: GoodsItem };

function Items({ items, onAct }: { items: readonly GoodsItem[]; onAct: (acting: Acting) => void }) {
  const t = useFundTexts();
  const columns = ['given', 'takenOver', 'handedOut', 'passedOn', 'stock'] as const;
  return (
    <div className="scroll-x">
      <table className="rf-rows" aria-label={t('goods.title')}>
        <thead>
          <tr>
            <th scope="col">{t('goods.columns.name')}</th>
            {columns.map((key) => (
              <th key={key} scope="col" className="num">
                {t(`goods.columns.${key}`)}
              </th>
            ))}
            <th scope="col">
              <span className="unseen">{t('goods.columns.what')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td>
                <SortName sort={item} />
                <div className="dim t12">{t(`goods.kinds.${item.kind}`)}</div>
                <CleanWords item={item} />
              </td>
              {columns.map((key) => (
                <td key={key} className="num">
                  {item[key]}{' '}
                  <span className="dim t12" lang="zh-CN">
                    {item.measure}
                  </span>
                </td>
              ))}
              <td className="num">
                {item.abilities.disinfect ? (
                  <Button size="sm" kind="text" onClick={() => onAct({ act: 'disinfect', item })}>
                    {t('goods.disinfect')}
                  </Button>
                ) : null}
                {item.abilities.handOut ? (
                  <Button size="sm" onClick={() => onAct({ act: 'handOut', item })}>
                    {t('goods.handOut')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The goods of a campaign: each sort with what came, went and is there, the givers' units, and all records. */
export function GoodsPart({ campaign }: { campaign: Campaign }) {
  const t = useFundTexts();
  const [asked, setAsked] = useState<'take' | 'passOn' | Acting | null>(null);
  const answer = useCall(listGoods, { params: { id: campaign.id } });
  const { data } = answer;
  const close = () => setAsked(null);
  if (!data)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={4} />
    );
  const acts = (
    <>
      {data.abilities.passOn ? <Button onClick={() => setAsked('passOn')}>{t('goods.passOn')}</Button> : null}
      {data.abilities.take ? (
        <Button icon="plus" onClick={() => setAsked('take')}>
          {t('goods.take')}
        </Button>
      ) : null}
    </>
  );
  return (
    <>
      <Card title={t('goods.title')} note={t('goods.note')} acts={acts}>
        {data.items.length === 0 ? <EmptyState icon="relief" title={t('goods.none')} /> : null}
        {data.items.length > 0 ? <Items items={data.items} onAct={setAsked} /> : null}
        {data.byUnit.length > 0 ? (
          <p className="dim t13">
            {t('goods.byUnit')}:{' '}
            {data.byUnit
              .map(({ unit, gifts }) => `${unit?.name ?? t('givers.anonymous')} ${t('goods.gifts', { count: gifts })}`)
              .join(' · ')}
            {BigInt(data.estimate) > 0n ? ` · ${t('goods.estimate')} ${formatMoney(data.estimate)}` : ''}
          </p>
        ) : null}
      </Card>
      {data.items.length > 0 ? <GoodsMoves campaign={campaign} /> : null}
      {asked === 'take' ? <TakeGoodsDialog campaign={campaign} items={data.items} onClose={close} /> : null}
      {asked === 'passOn' ? <PassOnGoodsDialog campaign={campaign} onClose={close} /> : null}
      {asked !== null && typeof asked === 'object' && asked.act === 'handOut' ? (
        <HandOutDialog item={asked.item} onClose={close} />
      ) : null}
      {asked !== null && typeof asked === 'object' && asked.act === 'disinfect' ? (
        <DisinfectDialog item={asked.item} onClose={close} />
      ) : null}
    </>
  );
}
