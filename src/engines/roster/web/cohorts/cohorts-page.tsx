import { type CohortNaming, type CohortRow, definitionWords, listCohorts, showCohort } from '../../contract';
import { Button, Card, EmptyState, ErrorState, Skeleton, ToneTag, navigate, useCall } from '#ui';
import { type Column, PageHead, Table } from '#ui/desktop';
import './cohorts.css';
import { useCohortTexts } from './texts';
import { useNaming } from './use-naming';

/** Counted when it is seen: a house with many people does not count all cohorts for one of them. */
function Count({ cohortId }: { cohortId: string }) {
  const t = useCohortTexts();
  const answer = useCall(showCohort, { params: { id: cohortId }, query: {} });
  return answer.data ? t('people', { count: answer.data.count }) : <span className="dim">…</span>;
}

/** What a definition asks, a line for each group. */
export function Sentences({ row, naming }: { row: Pick<CohortRow, 'definition'>; naming: CohortNaming }) {
  const t = useCohortTexts();
  return definitionWords(row.definition, naming).map((words, index) => (
    <div key={index}>
      {index > 0 ? <span className="dim">{t('groupOr')} </span> : null}
      {words}
    </div>
  ));
}

function useColumns(naming: CohortNaming): readonly Column<CohortRow>[] {
  const t = useCohortTexts();
  const state = (row: CohortRow) => {
    if (row.retiredOn !== null) return <ToneTag tone="none">{t('retired')}</ToneTag>;
    return <span className="dim t12">{row.isBuiltIn ? t('builtIn') : t('version', { number: row.version })}</span>;
  };
  return [
    {
      key: 'name',
      label: t('name'),
      cell: (row) => (
        <>
          {row.name}
          <br />
          {state(row)}
        </>
      ),
    },
    { key: 'asks', label: t('asks'), cell: (row) => <Sentences row={row} naming={naming} /> },
    { key: 'count', label: t('count'), isNumber: true, cell: (row) => <Count cohortId={row.id} /> },
  ];
}

const noNames = {};

/** The cohorts with what they ask and how many are in today. */
export default function CohortsPage() {
  const t = useCohortTexts();
  const answer = useCall(listCohorts, {});
  const naming = useNaming(answer.data?.unitNames ?? noNames, answer.data?.youthAge ?? 0);
  const columns = useColumns(naming);
  const add = answer.data?.abilities.create ? (
    <Button kind="main" icon="plus" onClick={() => navigate('/admin/cohorts/new/edit')}>
      {t('new')}
    </Button>
  ) : null;
  const rows = answer.data?.rows;
  return (
    <>
      <PageHead title={t('title')} acts={add} />
      <p className="dim">{t('intro')}</p>
      <Card flush>
        {answer.error && !rows ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {!rows && !answer.error ? <Skeleton lines={8} /> : null}
        {rows?.length === 0 ? <EmptyState title={t('none')} /> : null}
        {rows && rows.length > 0 ? (
          <div className="co-list">
            <Table
              label={t('title')}
              columns={columns}
              rows={rows}
              keyOf={(row) => row.id}
              toOf={(row) => `/admin/cohorts/${row.id}`}
            />
          </div>
        ) : null}
      </Card>
    </>
  );
}
