import type { EndpointResponse } from '#kernel/contract';
import { useUnitOptions } from '#engines/roster/web';
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Figure,
  Link,
  Note,
  Select,
  Skeleton,
  formatMoney,
  formatNumber,
  useCall,
  useSearch,
} from '#ui';
import { type Column, PageHead, Table } from '#ui/desktop';
import { useState } from 'react';
import { showDues } from '../../dues/contract';
import { Figures } from './figures';
import { RunDialog } from './run-dialog';
import { Sections } from './sections';
import { TermsWords } from './terms-words';
import { useDuesTexts, useMonthOptions, useMonthWords } from './texts';

type Overview = EndpointResponse<typeof showDues>;
type Row = Overview['rows'][number];
type State = 'arrears' | 'collected' | 'exempt';

const listOf = (month: string, unitId: string, state?: State): string =>
  `/membership/dues/charges?${new URLSearchParams({ month, unitId, ...(state ? { state } : {}) }).toString()}`;

function useColumns({ month }: Overview): readonly Column<Row>[] {
  const t = useDuesTexts();
  const name = (row: Row) =>
    row.hasParts ? (
      <Link to={`/membership/dues?${new URLSearchParams({ month, unitId: row.unit.id }).toString()}`}>
        {row.unit.name}
      </Link>
    ) : row.isOwn ? (
      t('pages.itself', { unit: row.unit.name })
    ) : (
      row.unit.name
    );
  const money = (key: 'due' | State): Column<Row> => ({
    ...{ key, label: t(`exports.columns.${key}`), isNumber: true },
    cell: (row) => (
      <Figure
        value={formatMoney(row[key])}
        {...(row.isOwn ? {} : { to: listOf(month, row.unit.id, key === 'due' ? undefined : key) })}
      />
    ),
  });
  return [
    { key: 'unit', label: t('exports.columns.unit'), cell: name },
    { key: 'people', label: t('pages.people'), isNumber: true, cell: (row) => formatNumber(row.people) },
    ...(['due', 'collected', 'arrears', 'exempt'] as const).map(money),
    { key: 'rate', label: t('pages.rate'), isNumber: true, cell: rateOf },
  ];
}

/** Collected of due without exempt, cut to a tenth of a percent. */
function rateOf({ due, exempt, collected }: Pick<Row, 'due' | 'exempt' | 'collected'>): string {
  const owed = BigInt(due) - BigInt(exempt);
  return owed === 0n ? '—' : `${Number((BigInt(collected) * 1000n) / owed) / 10}%`;
}

function Sums({ data }: { data: Overview }) {
  const t = useDuesTexts();
  const figure = (key: 'due' | State) => (
    <Figure
      value={formatMoney(data.sums[key])}
      to={listOf(data.month, data.unit.id, key === 'due' ? undefined : key)}
    />
  );
  const { source, terms } = data.rule;
  return (
    <Card>
      <div className="col g16">
        <Figures
          rows={[
            ...(['due', 'collected', 'arrears', 'exempt'] as const).map((key) => ({
              ...{ label: t(`exports.columns.${key}`), value: figure(key) },
            })),
            { label: t('pages.rate'), value: rateOf(data.sums) },
            { label: t('pages.received'), value: formatMoney(data.received) },
            { label: t('pages.ahead'), value: formatMoney(data.ahead) },
          ]}
        />
        <p className="dim t13">
          <TermsWords terms={terms} /> {source === '' ? t('pages.ownRule') : source}
          {data.book === null ? null : ` · ${t('pages.book', { name: data.book.name })}`}
        </p>
        {data.book === null ? <Note kind="warn">{t('pages.noBook')}</Note> : null}
      </div>
    </Card>
  );
}

/** Which month of which unit: there is always one of each. */
function Pick({ data }: { data: Overview | undefined }) {
  const t = useDuesTexts();
  const [, change] = useSearch();
  const months = useMonthOptions();
  const units = useUnitOptions();
  return (
    <div className="row g12 wrap">
      <Select
        aria-label={t('exports.columns.month')}
        options={months}
        value={data?.month ?? ''}
        onChange={(event) => change({ month: event.target.value })}
      />
      <Select
        aria-label={t('exports.columns.unit')}
        options={units}
        value={data?.unit.id ?? ''}
        onChange={(event) => change({ unitId: event.target.value })}
      />
    </div>
  );
}

/** The dues of a month: five sums, the same by unit, each opening the members behind it. */
export default function OverviewPage() {
  const t = useDuesTexts();
  const words = useMonthWords();
  const [search] = useSearch();
  const [isRunning, setRunning] = useState(false);
  const query = {
    ...(search.month ? { month: search.month } : {}),
    ...(search.unitId ? { unitId: search.unitId } : {}),
  };
  const answer = useCall(showDues, { query });
  const { data } = answer;
  return (
    <>
      <PageHead
        title={t('pages.title')}
        note={data ? `${words(data.month)} · ${data.unit.name}` : undefined}
        acts={
          data?.abilities.run ? (
            <Button kind="main" icon="plus" onClick={() => setRunning(true)}>
              {t('pages.run.begin')}
            </Button>
          ) : null
        }
      />
      <Sections here="overview" />
      <Pick data={data} />
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data ? <Sums data={data} /> : null}
      {data ? <Units data={data} /> : null}
      {isRunning && data ? <RunDialog unitId={data.unit.id} onClose={() => setRunning(false)} /> : null}
    </>
  );
}

function Units({ data }: { data: Overview }) {
  const t = useDuesTexts();
  const columns = useColumns(data);
  return (
    <Card flush>
      {data.rows.length === 0 ? (
        <EmptyState icon="finance" title={t('pages.none')}>
          {t('pages.noneAdvice')}
        </EmptyState>
      ) : (
        <Table
          label={t('pages.title')}
          columns={columns}
          rows={data.rows}
          keyOf={(row) => `${row.unit.id}${row.isOwn}`}
        />
      )}
    </Card>
  );
}
