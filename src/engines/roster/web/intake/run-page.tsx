import type { IntakeDetail } from '../../contract';
import {
  Bar,
  Card,
  ErrorState,
  Note,
  Skeleton,
  formatMoment,
  formatNumber,
  useLanguage,
  useParams,
  useSearch,
} from '#ui';
import { PageHead } from '#ui/desktop';
import { ColumnsCard } from './columns-card';
import './intake.css';
import { Outcome } from './outcome';
import { Preview } from './preview';
import { RunTag } from './run-tag';
import { useIntakeTexts } from './texts';
import { isUnderWay, useRun } from './use-run';

/** How far the work has come; it goes on without this page. */
function Progress({ detail: { run } }: { detail: IntakeDetail }) {
  const t = useIntakeTexts();
  const all = run.state === 'undoing' ? run.outcomes.done : run.verdicts.new + run.verdicts.changed;
  const words =
    run.state === 'checking'
      ? t('progress.checking', { count: formatNumber(run.rowsRead) })
      : t(`progress.${run.state === 'undoing' ? 'undoing' : 'applying'}`, {
          handled: formatNumber(run.rowsHandled),
          all: formatNumber(all),
        });
  return (
    <Card title={t(`state.${run.state}`)}>
      <div className="col g12" role="status">
        {run.state === 'checking' ? <div className="in-busy" aria-hidden="true" /> : null}
        {run.state === 'checking' ? null : <Bar value={run.rowsHandled} of={all} label={words} />}
        <b>{words}</b>
        <span className="dim">{t('progress.leave')}</span>
      </div>
    </Card>
  );
}

function Body({ detail }: { detail: IntakeDetail }) {
  const [search] = useSearch();
  const { run } = detail;
  if (isUnderWay(run.state)) return <Progress detail={detail} />;
  if (run.state === 'done' || run.state === 'undone') return <Outcome detail={detail} />;
  const isChoosing = run.state !== 'checked' || search.step === 'columns';
  return isChoosing ? <ColumnsCard key={run.revision} detail={detail} /> : <Preview detail={detail} />;
}

/** One import: which column is which, what would become of each row, what became of it, and the way back. */
export default function RunPage() {
  const t = useIntakeTexts();
  const language = useLanguage();
  const { id } = useParams<'id'>();
  const answer = useRun(id);
  const detail = answer.data;
  if (!detail)
    return answer.error ? (
      <ErrorState isPage error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const { run } = detail;
  const crumbs = [
    { label: t('people'), to: '/admin/people' },
    { label: t('title'), to: '/admin/people/import' },
    { label: run.fileName },
  ];
  const note = t('begun', { name: run.createdByName, at: formatMoment(run.createdAt, language), unit: run.unitName });
  return (
    <div className="col g16">
      <PageHead title={run.fileName} crumbs={crumbs} tag={<RunTag state={run.state} />} note={note} />
      {run.fault === null ? null : <Note kind="refuse">{run.fault}</Note>}
      {run.isForgotten ? <Note>{t('forgotten')}</Note> : null}
      <Body detail={detail} />
    </div>
  );
}
