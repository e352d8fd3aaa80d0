import {
  Button,
  ConfirmDialog,
  ErrorState,
  Note,
  Skeleton,
  formatDay,
  formatMoment,
  formatMoney,
  useAct,
  useAskAgain,
  useCall,
  useLanguage,
} from '#ui';
import { type Column, Drawer, ListPage } from '#ui/desktop';
import { useEffect, useState } from 'react';
import { type DuesRun, listDuesRuns, showDues, showDuesRun, undoDuesRun } from '../../dues/contract';
import { Figures } from './figures';
import { Sections } from './sections';
import { Progress, WorkTag, isUnderWay } from './state-tag';
import { useDuesTexts, useMonthWords } from './texts';

const LOOKS_EVERY = 1000;
const counted = ['added', 'known', 'no_wage', 'no_book', 'no_unit'] as const;
const sums = ['due', 'exempt', 'fromAhead'] as const;

function RunDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useDuesTexts();
  const words = useMonthWords();
  const language = useLanguage();
  const [isUndoing, setUndoing] = useState(false);
  const [isWatched, setWatched] = useState(true);
  const answer = useCall(showDuesRun, { params: { id } }, isWatched ? { refetchEvery: LOOKS_EVERY } : {});
  const undo = useAct(undoDuesRun, {
    changes: [showDuesRun, listDuesRuns, showDues],
    onDone: () => (setUndoing(false), setWatched(true)),
  });
  const run = answer.data;
  const isOver = run !== undefined && !isUnderWay(run.state);
  const askAgain = useAskAgain([listDuesRuns, showDues]);
  useEffect(() => {
    if (!isOver || !isWatched) return;
    setWatched(false);
    askAgain();
  }, [isOver, isWatched, askAgain]);
  const title = run ? `${words(run.month)} · ${run.unit.name}` : t('pages.sections.runs');
  return (
    <Drawer
      title={title}
      onClose={onClose}
      acts={run?.abilities.undo ? <Button onClick={() => setUndoing(true)}>{t('pages.undo')}</Button> : null}
    >
      {answer.isPending ? <Skeleton lines={6} /> : null}
      {answer.error && !run ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {run ? (
        <div className="col g16">
          <WorkTag state={run.state} />
          {isUnderWay(run.state) ? <Progress progress={run.progress} /> : null}
          {run.fault ? <Note kind="refuse">{run.fault}</Note> : null}
          <Counts run={run} />
          <p className="dim t13">
            {t('pages.run.madeBy', { name: run.createdByName, at: formatMoment(run.createdAt, language) })}{' '}
            {t('pages.run.posted', { day: formatDay(run.postedOn, language), count: run.entryIds.length })}
          </p>
          {run.undoReason ? (
            <Note>{t('pages.undoneBy', { name: run.undoneByName ?? '', reason: run.undoReason })}</Note>
          ) : null}
        </div>
      ) : null}
      {isUndoing ? (
        <ConfirmDialog
          title={t('pages.undo')}
          confirm={t('pages.undo')}
          asksReason
          isBusy={undo.isUnderWay}
          error={undo.error}
          onConfirm={(reason) => void undo.act({ params: { id }, body: { reason } })}
          onClose={() => setUndoing(false)}
        >
          <p>{t('pages.run.undoEffect')}</p>
        </ConfirmDialog>
      ) : null}
    </Drawer>
  );
}

function Counts({ run }: { run: DuesRun }) {
  const t = useDuesTexts();
  const label = {
    due: t('exports.columns.due'),
    exempt: t('exports.columns.exempt'),
    fromAhead: t('pages.run.fromAhead'),
  };
  const rows = [
    ...counted.flatMap((key) =>
      run.counts[key] === undefined || (key.startsWith('no_') && run.counts[key] === '0')
        ? []
        : [{ label: t(`pages.run.counts.${key}`), value: run.counts[key] }],
    ),
    ...sums.flatMap((key) =>
      run.counts[key] === undefined ? [] : [{ label: label[key], value: formatMoney(run.counts[key]) }],
    ),
  ];
  return rows.length === 0 ? null : <Figures rows={rows} />;
}

/** The runs of months, the latest first. */
export default function RunsPage() {
  const t = useDuesTexts();
  const words = useMonthWords();
  const language = useLanguage();
  const columns: readonly Column<DuesRun>[] = [
    { key: 'month', label: t('exports.columns.month'), cell: (row) => words(row.month) },
    { key: 'unit', label: t('exports.columns.unit'), cell: (row) => row.unit.name },
    { key: 'state', label: t('pages.stateLabel'), cell: (row) => <WorkTag state={row.state} /> },
    { key: 'added', label: t('pages.run.added'), isNumber: true, cell: (row) => row.counts.added ?? '—' },
    {
      key: 'due',
      label: t('exports.columns.due'),
      isNumber: true,
      cell: (row) => (row.counts.due ? formatMoney(row.counts.due) : '—'),
    },
    { key: 'by', label: t('pages.by'), cell: (row) => row.createdByName },
    { key: 'at', label: t('pages.at'), cell: (row) => formatMoment(row.createdAt, language) },
  ];
  return (
    <ListPage
      head={{ title: t('pages.title') }}
      endpoint={listDuesRuns}
      columns={columns}
      keyOf={(row) => row.id}
      drawer={(id, close) => <RunDrawer id={id} onClose={close} />}
      above={<Sections here="runs" />}
      empty={{ title: t('pages.none'), text: t('pages.noneAdvice') }}
    />
  );
}
