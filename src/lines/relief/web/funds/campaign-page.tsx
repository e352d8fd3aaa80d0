import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Figure,
  Note,
  Skeleton,
  formatDay,
  formatMoney,
  formatNumber,
  formatWindow,
  navigate,
  useCall,
  useLanguage,
  useParams,
  useRows,
} from '#ui';
import { ExportButton, PageHead } from '#ui/desktop';
import { type ComponentType, useState } from 'react';
import { type Gift, exportGifts, listGifts, showCampaign, undoGift } from '../../campaigns/contract';
import {
  BankDialog,
  type Campaign,
  CloseDialog,
  GiftDialog,
  PassOnDialog,
  ReceiptDialog,
  campaignChanges,
} from './campaign-dialogs';
import { StateTag } from './campaigns-page';
import { GoodsPart } from './goods/goods-part';
import { ListDialog } from './list-dialog';
import { Figures, UndoButton } from './pieces';
import { useFundTexts } from './texts';

function Sums({ campaign }: { campaign: Campaign }) {
  const t = useFundTexts();
  const { sums, cash, bank, bookId, id } = campaign;
  const book = `/finance/books/${bookId}`;
  return (
    <Card>
      <div className="col g16">
        <Figures
          rows={[
            { label: t('columns.received'), value: <Figure value={formatMoney(sums.received)} to={book} /> },
            ...(BigInt(sums.takenOver) === 0n
              ? []
              : [{ label: t('pages.campaign.takenOver'), value: formatMoney(sums.takenOver) }]),
            {
              label: t('columns.handedOver'),
              value: (
                <Figure
                  value={formatMoney(sums.handedOver)}
                  to={`/relief/payments?source=donation&state=paid&campaign=${id}`}
                />
              ),
            },
            { label: t('pages.campaign.passedOn'), value: formatMoney(sums.passedOn) },
            { label: t('columns.left'), value: <Figure value={formatMoney(sums.left)} to={book} /> },
            { label: t('pages.campaign.inCash'), value: formatMoney(cash) },
            { label: t('pages.campaign.inBank'), value: formatMoney(bank) },
          ]}
        />
        <p lang="zh-CN">{campaign.cause}</p>
        <p className="dim t13">
          {campaign.personName === null ? null : (
            <>
              {t('pages.campaigns.target')}: <span lang="zh-CN">{campaign.personName}</span> ·{' '}
            </>
          )}
          {t('pages.campaigns.remainder')}: {t(`remainders.${campaign.remainder}`)}
        </p>
        {campaign.isRestAsked ? <Note>{t('pages.campaign.waits')}</Note> : null}
      </div>
    </Card>
  );
}

function Parts({ campaign }: { campaign: Campaign }) {
  const t = useFundTexts();
  const language = useLanguage();
  return (
    <>
      <Card title={t('pages.campaign.byUnit')}>
        <table className="rf-rows">
          <tbody>
            {campaign.byUnit.map(({ unit, amount, gifts }) => (
              <tr key={unit?.id ?? ''}>
                <td>{unit ? <span lang="zh-CN">{unit.name}</span> : t('givers.anonymous')}</td>
                <td className="num">{formatNumber(gifts)}</td>
                <td className="num">{formatMoney(amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      {campaign.handovers.length > 0 ? (
        <Card title={t('pages.campaign.use')}>
          <table className="rf-rows">
            <tbody>
              {campaign.handovers.map(({ on, name, purpose, amount }) => (
                <tr key={on + name + String(amount)}>
                  <td>{formatDay(on, language)}</td>
                  <td>
                    <span lang="zh-CN">{name}</span> · {t(`purposes.${purpose}`)}
                  </td>
                  <td className="num">{formatMoney(amount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Card>
      ) : null}
    </>
  );
}

function Gifts({ campaign }: { campaign: Campaign }) {
  const t = useFundTexts();
  const language = useLanguage();
  const [shown, setShown] = useState<Gift | null>(null);
  const params = { id: campaign.id };
  const { rows, hasMore, more, isLoading } = useRows(listGifts, { params });
  if (isLoading) return <Skeleton lines={6} />;
  if (rows.length === 0) return <EmptyState icon="relief" title={t('pages.gift.none')} />;
  return (
    <Card title={t('titles.gifts')} acts={<ExportButton endpoint={exportGifts} request={{ params }} />}>
      <table className="rf-rows">
        <tbody>
          {rows.map((gift) => (
            <tr key={gift.id}>
              <td>
                {gift.giverName ? <span lang="zh-CN">{gift.giverName}</span> : t('givers.anonymous')}
                <div className="dim t12">
                  {[
                    gift.giver === 'person' ? gift.unit?.name : null,
                    gift.isNamed ? t('pages.gift.public') : t('pages.gift.private'),
                    gift.consent === null ? null : t('pages.gift.consent', { words: gift.consent }),
                    gift.undoReason === null ? null : t('pages.undoneWhy', { reason: gift.undoReason }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </td>
              <td>
                {formatDay(gift.on, language)} · {t(`ways.${gift.way}`)}
              </td>
              <td className="num">
                <Figure value={formatMoney(gift.amount)} to={`/finance/entries/${gift.entryId}`} />
              </td>
              <td className="num">
                {gift.undoReason === null ? (
                  <Button size="sm" kind="text" onClick={() => setShown(gift)}>
                    {t('pages.receipt.title')}
                  </Button>
                ) : null}
                {gift.abilities.undo ? <UndoButton endpoint={undoGift} id={gift.id} changes={campaignChanges} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasMore ? <Button onClick={more}>{t('pages.more')}</Button> : null}
      {shown === null ? null : <ReceiptDialog gift={shown} title={campaign.title} onClose={() => setShown(null)} />}
    </Card>
  );
}

const dialogs = { gift: GiftDialog, bank: BankDialog, close: CloseDialog, passOn: PassOnDialog } as const;
type Act = keyof typeof dialogs;

/** A campaign at a desk: what came in, what became of it, and what can be done with it. */
export default function CampaignPage() {
  const t = useFundTexts();
  const language = useLanguage();
  const { id = '' } = useParams();
  const [act, setAct] = useState<Act | 'list' | null>(null);
  const answer = useCall(showCampaign, { params: { id } });
  const { data } = answer;
  const can = data?.abilities ?? {};
  const close = () => setAct(null);
  const Dialog: ComponentType<{ campaign: Campaign; onClose: () => void }> | null =
    act === null || act === 'list' ? null : dialogs[act];
  const acts = (
    <>
      {can.close ? <Button onClick={() => setAct('close')}>{t('pages.campaign.close')}</Button> : null}
      {can.passOn ? <Button onClick={() => setAct('passOn')}>{t('pages.campaign.passOn')}</Button> : null}
      {can.bank && data && BigInt(data.cash) > 0n ? (
        <Button onClick={() => setAct('bank')}>{t('pages.campaign.bank')}</Button>
      ) : null}
      {can.handOver ? (
        <Button onClick={() => navigate(`/relief/payments?act=new&campaign=${id}`)}>
          {t('pages.campaign.handOver')}
        </Button>
      ) : null}
      {can.give ? (
        <>
          <Button icon="upload" onClick={() => setAct('list')}>
            {t('pages.list.gifts')}
          </Button>
          <Button kind="main" icon="plus" onClick={() => setAct('gift')}>
            {t('pages.gift.title')}
          </Button>
        </>
      ) : null}
    </>
  );
  return (
    <>
      <PageHead
        title={data?.title ?? t('titles.campaigns')}
        note={data ? `${data.unit.name} · ${formatWindow(data.opensOn, data.closesOn, language)}` : undefined}
        crumbs={[{ label: t('titles.campaigns'), to: '/relief/campaigns' }]}
        tag={data ? <StateTag isClosed={data.isClosed} /> : undefined}
        acts={acts}
      />
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data ? (
        <div className="col g16">
          <Sums campaign={data} />
          <Parts campaign={data} />
          <GoodsPart campaign={data} />
          <Gifts campaign={data} />
          {Dialog ? <Dialog campaign={data} onClose={close} /> : null}
          {act === 'list' ? <ListDialog of={{ campaignId: data.id }} onClose={close} /> : null}
        </div>
      ) : null}
    </>
  );
}
