import { formatFen } from '#kernel/contract';
import { Button, Card, ConfirmDialog, EmptyState, ErrorState, Link, Skeleton, ToneTag, formatDay } from '#ui';
import { showToast, useAct, useCall, useLanguage, useParams, useRows } from '#ui';
import { type Column, ExportButton, PageHead, Table } from '#ui/desktop';
import { useState } from 'react';
import { type GoodsMove, type GoodsWhole, decideGoodsCount, exportGoodsMoves } from '../../goods/contract';
import { listGoodsMoves, showGoods } from '../../goods/contract';
import { CountDialog, IssueDialog, ReceiveDialog, ReturnDialog, TieDialog, changes } from './move-dialogs';
import { EntryLink, Sum, asFen } from './pieces';
import { useGoodsTerms, useGoodsTexts } from './texts';

const dialogs = { receive: ReceiveDialog, issue: IssueDialog, count: CountDialog } as const;
type Act = keyof typeof dialogs;

function Acts({ goods }: { goods: GoodsWhole }) {
  const t = useGoodsTexts();
  const [open, setOpen] = useState<Act | null>(null);
  const Dialog = open === null ? null : dialogs[open];
  return (
    <>
      <ExportButton endpoint={exportGoodsMoves} request={{ params: { id: goods.id } }} />
      {goods.abilities.count ? <Button onClick={() => setOpen('count')}>{t('count.act')}</Button> : null}
      {goods.abilities.issue ? <Button onClick={() => setOpen('issue')}>{t('issue.act')}</Button> : null}
      {goods.abilities.receive ? (
        <Button kind="main" onClick={() => setOpen('receive')}>
          {t('receive.act')}
        </Button>
      ) : null}
      {Dialog ? <Dialog goods={goods} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function MoveActs({ move, goods }: { move: GoodsMove; goods: GoodsWhole }) {
  const t = useGoodsTexts();
  const [open, setOpen] = useState<'back' | 'tie' | null>(null);
  const close = () => setOpen(null);
  return (
    <span className="row g8">
      {move.abilities.return ? (
        <Button size="sm" onClick={() => setOpen('back')}>
          {t('back.act')}
        </Button>
      ) : null}
      {move.abilities.tie ? (
        <Button size="sm" onClick={() => setOpen('tie')}>
          {t('tie.act')}
        </Button>
      ) : null}
      {open === 'back' ? <ReturnDialog move={move} onClose={close} /> : null}
      {open === 'tie' ? <TieDialog move={move} goods={goods} onClose={close} /> : null}
    </span>
  );
}

function Moves({ goods }: { goods: GoodsWhole }) {
  const t = useGoodsTexts();
  const terms = useGoodsTerms();
  const language = useLanguage();
  const list = useRows(listGoodsMoves, { params: { id: goods.id }, query: { limit: 50 } });
  const columns: readonly Column<GoodsMove>[] = [
    { key: 'number', label: terms('columns.number'), isNumber: true, cell: (row) => row.number },
    { key: 'on', label: terms('columns.on'), cell: (row) => <span className="nw">{formatDay(row.on, language)}</span> },
    {
      ...{ key: 'move', label: terms('columns.move') },
      cell: (row) =>
        row.issueId === null ? (
          terms(`moves.${row.kind}`)
        ) : (
          <Link to={`/finance/goods/issues/${row.issueId}`}>{terms(`moves.${row.kind}`)}</Link>
        ),
    },
    { key: 'quantity', label: terms('columns.quantity'), isNumber: true, cell: (row) => row.quantity },
    { key: 'value', label: terms('columns.worth'), isNumber: true, cell: (row) => <Sum fen={row.value} /> },
    { key: 'after', label: terms('columns.onHandAfter'), isNumber: true, cell: (row) => row.onHandAfter },
    { key: 'worth', label: terms('columns.valueAfter'), isNumber: true, cell: (row) => <Sum fen={row.valueAfter} /> },
    {
      ...{ key: 'person', label: terms('columns.person') },
      cell: (row) => (
        <span className="col" lang="zh-CN">
          <span>{[row.person?.name ?? '', row.unit].filter(Boolean).join(' · ')}</span>
          <span className="dim t12">{row.words}</span>
        </span>
      ),
    },
    {
      ...{ key: 'signed', label: terms('columns.signedOn') },
      cell: (row) => <span className="nw">{row.signedOn === null ? '' : formatDay(row.signedOn, language)}</span>,
    },
    { key: 'entry', label: t('item.entry'), cell: (row) => (row.entry ? <EntryLink entry={row.entry} /> : '—') },
    { key: 'by', label: terms('columns.by'), cell: (row) => <span lang="zh-CN">{row.recordedByName}</span> },
    { key: 'acts', label: '', cell: (row) => <MoveActs move={row} goods={goods} /> },
  ];
  return (
    <Card title={t('item.moves')} flush>
      {list.isLoading ? (
        <Skeleton lines={4} />
      ) : list.error ? (
        <ErrorState error={list.error} onRetry={list.again} />
      ) : list.rows.length === 0 ? (
        <EmptyState title={t('item.noMoves')} />
      ) : (
        <Table label={t('item.moves')} columns={columns} rows={list.rows} keyOf={(row) => row.id} />
      )}
      {list.hasMore ? (
        <Button isBusy={list.isLoadingMore} onClick={list.more}>
          {t('item.list')}
        </Button>
      ) : null}
    </Card>
  );
}

type Count = GoodsWhole['counts'][number];
const tones = { proposed: 'late', granted: 'kept', refused: 'refuse' } as const;

function CountActs({ count }: { count: Count }) {
  const t = useGoodsTexts();
  const [step, setStep] = useState<'grant' | 'refuse' | null>(null);
  const { act, error, isUnderWay } = useAct(decideGoodsCount, {
    changes,
    onDone: () => (showToast(t('count.decided')), setStep(null)),
  });
  if (!count.abilities.decide) return null;
  const confirm = (words: string): void =>
    void act({ params: { id: count.id }, body: { isGranted: step === 'grant', words } });
  return (
    <span className="row g8">
      <Button size="sm" onClick={() => setStep('refuse')}>
        {t('count.refuse')}
      </Button>
      <Button size="sm" kind="main" onClick={() => setStep('grant')}>
        {t('count.grant')}
      </Button>
      {step ? (
        <ConfirmDialog
          {...{ title: t(`count.${step}`), confirm: t(`count.${step}`), asksReason: step === 'refuse' }}
          {...{ isBusy: isUnderWay, error, onClose: () => setStep(null), onConfirm: confirm }}
        >
          <p>{t(step === 'grant' ? 'count.grantWhat' : 'count.refuseWhat')}</p>
        </ConfirmDialog>
      ) : null}
    </span>
  );
}

function Counts({ goods }: { goods: GoodsWhole }) {
  const t = useGoodsTexts();
  const terms = useGoodsTerms();
  const language = useLanguage();
  const columns: readonly Column<Count>[] = [
    { key: 'on', label: terms('columns.on'), cell: (row) => <span className="nw">{formatDay(row.on, language)}</span> },
    {
      ...{ key: 'counted', label: terms('columns.quantity') },
      cell: (row) => t('count.row', { expected: row.expected, counted: row.counted }),
    },
    {
      ...{ key: 'words', label: terms('columns.words') },
      cell: (row) => (
        <span className="col" lang="zh-CN">
          <span>{row.reason}</span>
          <span className="dim t12">{row.decisionWords}</span>
        </span>
      ),
    },
    {
      ...{ key: 'by', label: terms('columns.by') },
      cell: (row) => <span lang="zh-CN">{[row.proposedByName, row.decidedByName].filter(Boolean).join(' / ')}</span>,
    },
    {
      ...{ key: 'state', label: t('item.counts') },
      cell: (row) => <ToneTag tone={tones[row.state]}>{t(`count.states.${row.state}`)}</ToneTag>,
    },
    { key: 'acts', label: '', cell: (row) => <CountActs count={row} /> },
  ];
  return (
    <Card title={t('item.counts')} flush>
      <Table label={t('item.counts')} columns={columns} rows={goods.counts} keyOf={(row) => row.id} />
    </Card>
  );
}

/** Goods with what is on hand, every movement, and how they were counted. */
export default function GoodsPage() {
  const t = useGoodsTexts();
  const terms = useGoodsTerms();
  const { goodsId = '' } = useParams();
  const answer = useCall(showGoods, { params: { id: goodsId } });
  const goods = answer.data?.id === goodsId ? answer.data : undefined;
  if (!goods)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const note = `${t('item.onHand')} ${goods.onHand} ${goods.measure} · ${t('item.value')} ${formatFen(asFen(goods.value))}`;
  return (
    <>
      <PageHead
        title={`${goods.name}（${goods.unit.name}）`}
        note={note}
        crumbs={[{ label: terms('title'), to: '/finance/goods' }]}
        acts={<Acts goods={goods} />}
      />
      <div className="col g16">
        {goods.counts.length > 0 ? <Counts goods={goods} /> : null}
        <Moves goods={goods} />
      </div>
    </>
  );
}
