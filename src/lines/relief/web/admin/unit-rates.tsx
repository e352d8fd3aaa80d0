import type { EndpointResponse } from '#kernel/contract';
import { type CoverageRow, type showCoverage } from '../../contract';
import { Bar, Card, EmptyState, formatDay, useLanguage, useSearch } from '#ui';
import { type Column, Table } from '#ui/desktop';
import { useReliefTexts } from '../texts';

type Coverage = EndpointResponse<typeof showCoverage>;
type Count = CoverageRow['now'];

/** A tenth of a percent, as official tables have it; nothing of nothing has no rate. */
export function rateOf({ staff, covered }: Count): number | null {
  return staff === 0 ? null : Math.round((covered * 1000) / staff) / 10;
}

function Change({ row }: { row: CoverageRow }) {
  const t = useReliefTexts();
  const [now, before] = [rateOf(row.now), rateOf(row.before)];
  if (now === null || before === null) return <span className="dim">{t('pages.newUnit')}</span>;
  const points = Math.round((now - before) * 10) / 10;
  if (points === 0) return <span className="dim">{t('pages.same')}</span>;
  return (
    <span className={points > 0 ? 'c-kept' : 'c-late'}>
      {t('pages.points', { sign: points > 0 ? '+' : '−', value: Math.abs(points).toFixed(1) })}
    </span>
  );
}

function Rate({ count, label }: { count: Count; label: string }) {
  const rate = rateOf(count);
  return (
    <span className="re-rate">
      <Bar value={count.covered} of={Math.max(count.staff, 1)} label={label} />
      <span className="num">{rate === null ? '—' : `${rate.toFixed(1)}%`}</span>
      <span className="dim t12 num">
        {count.covered}/{count.staff}
      </span>
    </span>
  );
}

/** The units right below, each beside the same day of last year; a unit opens to those below it, or to its people. */
export function UnitRates({ coverage }: { coverage: Coverage }) {
  const t = useReliefTexts();
  const language = useLanguage();
  const [search] = useSearch();
  const columns: readonly Column<CoverageRow>[] = [
    { key: 'unit', label: t('pages.unit'), cell: (row) => row.unitName || t('pages.whole') },
    { key: 'rate', label: t('pages.rate'), cell: (row) => <Rate count={row.now} label={row.unitName} /> },
    {
      key: 'before',
      label: `${t('pages.before')} ${formatDay(coverage.dayBefore, language)}`,
      cell: (row) => <Rate count={row.before} label={row.unitName} />,
    },
    { key: 'change', label: t('pages.change'), isNumber: true, cell: (row) => <Change row={row} /> },
  ];
  const to = (row: CoverageRow): string | null => {
    const here = { ...search, unitId: row.unitId };
    if (row.hasUnitsBelow && row.unitId !== coverage.total.unitId)
      return `/relief/coverages?${new URLSearchParams(here).toString()}`;
    return coverage.abilities.listPeople
      ? `/relief/coverages?${new URLSearchParams({ ...here, tab: 'covered' }).toString()}`
      : null;
  };
  return (
    <>
      <Card flush>
        <div className="re-units">
          <Table
            label={t('pages.whole')}
            columns={columns}
            rows={[coverage.total]}
            keyOf={(row) => row.unitId}
            toOf={to}
          />
        </div>
      </Card>
      {coverage.rows.length === 0 ? (
        <Card>
          <EmptyState icon="membership" title={t('pages.noUnits')} />
        </Card>
      ) : (
        <Card title={t('pages.tabs.units')} flush>
          <div className="re-units">
            <Table
              label={t('pages.chart')}
              columns={columns}
              rows={coverage.rows}
              keyOf={(row) => row.unitId}
              toOf={to}
            />
          </div>
        </Card>
      )}
    </>
  );
}
