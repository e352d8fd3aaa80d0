import { formatFen } from '#kernel/contract';
import { Button, Card, ConfirmDialog, EmptyState, ErrorState, Figure, Note, Skeleton, ToneTag, formatDay } from '#ui';
import { showToast, useAct, useCall, useLanguage, useRows } from '#ui';
import { type Column, Drawer, PageHead, Table, useOpened } from '#ui/desktop';
import { useState } from 'react';
import { checkAssets, listAssets, showAsset } from '../../assets/contract';
import {
  type AssetRun,
  type AssetRunLine,
  listAssetRuns,
  makeAssetRun,
  previewAssetRun,
  showAssetRun,
  undoAssetRun,
} from '../../assets/contract-runs';
import { EntryLink, NoBook, Sections, Sum, asFen, useAssetBook, useLabel } from './pieces';
import { useAssetTerms, useAssetTexts, useMonthWords } from './texts';

const changes = [listAssetRuns, previewAssetRun, showAssetRun, checkAssets, listAssets, showAsset];

function Lines({ rows, label }: { rows: readonly AssetRunLine[]; label: string }) {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const number = useLabel();
  const columns: readonly Column<AssetRunLine>[] = [
    { key: 'name', label: terms('columns.name'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
    { key: 'number', label: terms('columns.number'), cell: (row) => <span className="nw">{number(row.number)}</span> },
    { key: 'cost', label: terms('columns.cost'), isNumber: true, cell: (row) => <Sum fen={row.cost} /> },
    { key: 'amount', label: t('run.amount'), isNumber: true, cell: (row) => <Sum fen={row.amount} /> },
    { key: 'net', label: t('run.after'), isNumber: true, cell: (row) => <Sum fen={row.net} /> },
  ];
  return (
    <Table
      label={label}
      columns={columns}
      rows={rows}
      keyOf={(row) => row.id}
      toOf={(row) => `/finance/assets/${row.id}`}
    />
  );
}

/** The month that comes next, card by card, and the act that posts it. */
function Next({ bookId }: { bookId: string }) {
  const t = useAssetTexts();
  const language = useLanguage();
  const months = useMonthWords();
  const [isAsking, setAsking] = useState(false);
  const answer = useCall(previewAssetRun, { params: { id: bookId } });
  const { act, error, isUnderWay } = useAct(makeAssetRun, {
    changes,
    onDone: () => (showToast(t('run.made')), setAsking(false)),
  });
  const next = answer.data;
  if (!next)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={4} />
    );
  const { month, amount, rows } = next;
  const what = { month: months(month), count: rows.length, amount: formatFen(asFen(amount)) };
  return (
    <Card
      title={`${t('run.next')} · ${months(month)}`}
      flush
      acts={
        next.abilities.make ? (
          <Button kind="main" onClick={() => setAsking(true)}>
            {t('run.make')}
          </Button>
        ) : null
      }
    >
      <div className="fa-pad">
        {next.whyNot === null ? (
          <p>{t('run.makeWhat', { ...what, on: formatDay(next.on, language) })}</p>
        ) : (
          <Note>{next.whyNot}</Note>
        )}
      </div>
      {rows.length === 0 ? <EmptyState title={t('run.nothing')} /> : <Lines rows={rows} label={t('run.rows')} />}
      {isAsking ? (
        <ConfirmDialog
          {...{ title: t('run.make'), confirm: t('run.make'), isBusy: isUnderWay, error }}
          onClose={() => setAsking(false)}
          onConfirm={() => void act({ params: { id: bookId }, body: { month, amount: asFen(amount) } })}
        >
          <p>{t('run.makeWhat', { ...what, on: formatDay(next.on, language) })}</p>
          <p className="dim">{t('run.effect')}</p>
        </ConfirmDialog>
      ) : null}
    </Card>
  );
}

function UndoButton({ id }: { id: string }) {
  const t = useAssetTexts();
  const [isAsking, setAsking] = useState(false);
  const { act, error, isUnderWay } = useAct(undoAssetRun, {
    changes,
    onDone: () => (showToast(t('run.undone')), setAsking(false)),
  });
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        {t('run.undo')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          {...{ title: t('run.undo'), confirm: t('run.undo'), asksReason: true, isBusy: isUnderWay, error }}
          onClose={() => setAsking(false)}
          onConfirm={(reason) => void act({ params: { id }, body: { reason } })}
        >
          <p>{t('run.undoWhat')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function History({ bookId }: { bookId: string }) {
  const t = useAssetTexts();
  const months = useMonthWords();
  const opened = useOpened();
  const list = useRows(listAssetRuns, { params: { id: bookId }, query: { limit: 50 } });
  const columns: readonly Column<AssetRun>[] = [
    { key: 'month', label: t('run.month'), cell: (row) => <span className="nw">{months(row.month)}</span> },
    {
      ...{ key: 'amount', label: t('run.amount'), isNumber: true },
      cell: (row) => <Figure value={formatFen(asFen(row.amount))} onOpen={() => opened.open(row.id)} />,
    },
    { key: 'count', label: t('run.count'), isNumber: true, cell: (row) => row.count },
    { key: 'entry', label: t('entry'), cell: (row) => <EntryLink entry={row.entry} /> },
    {
      ...{ key: 'by', label: t('run.by') },
      cell: (row) => (
        <span className="col" lang="zh-CN">
          <span>{row.undoneByName ?? row.createdByName}</span>
          <span className="dim t12">{row.undoReason}</span>
        </span>
      ),
    },
    {
      ...{ key: 'state', label: t('run.state') },
      cell: (row) => <ToneTag tone={row.state === 'done' ? 'kept' : 'none'}>{t(`run.states.${row.state}`)}</ToneTag>,
    },
    { key: 'acts', label: '', cell: (row) => (row.abilities.undo ? <UndoButton id={row.id} /> : null) },
  ];
  return (
    <Card title={t('run.history')} flush>
      {list.rows.length === 0 && !list.isLoading ? (
        <EmptyState title={t('run.none')}>{t('run.noneAdvice')}</EmptyState>
      ) : (
        <Table label={t('run.history')} columns={columns} rows={list.rows} keyOf={(row) => row.id} />
      )}
      {list.hasMore ? (
        <Button isBusy={list.isLoadingMore} onClick={list.more}>
          {t('label.more')}
        </Button>
      ) : null}
      {opened.id ? <RunDrawer id={opened.id} onClose={opened.close} /> : null}
    </Card>
  );
}

function RunDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useAssetTexts();
  const months = useMonthWords();
  const answer = useCall(showAssetRun, { params: { id } });
  const run = answer.data?.id === id ? answer.data : undefined;
  return (
    <Drawer title={run ? `${t('run.rows')} · ${months(run.month)}` : t('run.rows')} size="wide" onClose={onClose}>
      {run ? (
        <Lines rows={run.rows} label={t('run.rows')} />
      ) : answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Skeleton lines={6} />
      )}
    </Drawer>
  );
}

/** Depreciation of a book: the month that comes next, and those that were posted. */
export default function RunsPage() {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const chosen = useAssetBook();
  return (
    <>
      <PageHead title={t('runs')} crumbs={[{ label: terms('title'), to: '/finance/assets' }]} />
      <Sections here="runs" chosen={chosen} />
      {chosen.book ? (
        <div className="fa-cards">
          <Next key={chosen.book.id} bookId={chosen.book.id} />
          <History bookId={chosen.book.id} />
        </div>
      ) : chosen.isLoading ? (
        <Skeleton lines={8} />
      ) : chosen.error ? (
        <ErrorState error={chosen.error} onRetry={chosen.again} />
      ) : (
        <NoBook />
      )}
    </>
  );
}
