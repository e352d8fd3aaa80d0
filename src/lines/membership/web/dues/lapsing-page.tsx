import type { EndpointResponse } from '#kernel/contract';
import { ButtonLink, Card, EmptyState, ErrorState, Link, Note, Skeleton, formatMoney, useCall, useScope } from '#ui';
import { type Column, PageHead, Table } from '#ui/desktop';
import { listLapsing } from '../../dues/contract';
import { Sections } from './sections';
import { useDuesTexts, useMonthWords } from './texts';

type Row = EndpointResponse<typeof listLapsing>['rows'][number];

/** Who owes six months in a row: people talk and decide, nothing follows of itself. */
export default function LapsingPage() {
  const t = useDuesTexts();
  const words = useMonthWords();
  const { unitId } = useScope();
  const answer = useCall(listLapsing, { query: unitId === null ? {} : { unitId } });
  const columns: readonly Column<Row>[] = [
    {
      ...{ key: 'name', label: t('exports.columns.name') },
      cell: (row) => <Link to={`/membership/dues/charges?person=${row.person.id}`}>{row.person.name}</Link>,
    },
    { key: 'number', label: t('exports.columns.number'), cell: (row) => row.person.staffNumber },
    { key: 'unit', label: t('exports.columns.unit'), cell: (row) => row.unit.name },
    { key: 'months', label: t('pages.lapsing.months'), isNumber: true, cell: (row) => row.months },
    { key: 'from', label: t('pages.lapsing.from'), cell: (row) => words(row.from) },
    { key: 'arrears', label: t('exports.columns.arrears'), isNumber: true, cell: (row) => formatMoney(row.arrears) },
    {
      ...{ key: 'act', label: '' },
      cell: (row) =>
        row.abilities.propose ? (
          <ButtonLink size="sm" kind="text" to="/membership/applications?act=new&kind=lapse">
            {t('pages.lapsing.propose')}
          </ButtonLink>
        ) : null,
    },
  ];
  return (
    <>
      <PageHead title={t('pages.title')} />
      <Sections here="lapsing" />
      <Note>{t('pages.lapsing.note')}</Note>
      <Card flush>
        {answer.isPending ? <Skeleton lines={6} /> : null}
        {answer.error && !answer.data ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : null}
        {answer.data?.rows.length === 0 ? <EmptyState icon="kept" title={t('pages.lapsing.none')} /> : null}
        {answer.data && answer.data.rows.length > 0 ? (
          <Table
            label={t('pages.sections.lapsing')}
            columns={columns}
            rows={answer.data.rows}
            keyOf={(row) => row.person.id}
          />
        ) : null}
      </Card>
    </>
  );
}
