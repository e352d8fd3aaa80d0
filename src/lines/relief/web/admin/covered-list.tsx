import { type CoverageScheme, type CoveredPerson, exportCovered, listCovered } from '../../contract';
import { Button, Card, EmptyState, ErrorState, Skeleton, formatDay, useLanguage, useRows } from '#ui';
import { type Column, ExportButton, Table } from '#ui/desktop';
import { useState } from 'react';
import { useReliefTexts } from '../texts';
import { type CoverPlanName, JoinDialog, LeaveDialog } from './change-dialogs';

interface CoveredListProps {
  scheme: CoverageScheme;
  which: 'covered' | 'not_covered' | 'expiring';
  query: { day?: string; unitId?: string };
  plans: readonly CoverPlanName[];
}

const advice = { covered: 'noneCovered', not_covered: 'noneNot', expiring: 'noneExpiring' } as const;

/** Those behind a figure; who may record ticks people and lets them join or leave together. */
export function CoveredList({ scheme, which, query, plans }: CoveredListProps) {
  const t = useReliefTexts();
  const list = useRows(listCovered, { params: { scheme }, query: { ...query, which } });
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [dialog, setDialog] = useState<'join' | 'leave' | null>(null);
  const columns = useColumns(which, chosen, setChosen);
  const done = () => {
    setDialog(null);
    setChosen(new Map());
  };
  if (list.isLoading) return <Skeleton lines={6} />;
  if (list.error && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.again} />;
  if (list.rows.length === 0)
    return (
      <Card>
        <EmptyState icon="people" title={t('pages.none')}>
          {t(`pages.${advice[which]}`)}
        </EmptyState>
      </Card>
    );
  const isAll = list.rows.every((row) => chosen.has(row.personId));
  const toggleAll = () => setChosen(isAll ? new Map() : new Map(list.rows.map((row) => [row.personId, row.name])));
  const acts = (
    <>
      <Button size="sm" kind="text" onClick={toggleAll}>
        {t('pages.chooseAll')}
      </Button>
      <span className="dim t13">{t('pages.chosen', { count: chosen.size })}</span>
      <span className="sp" />
      <ExportButton endpoint={exportCovered} request={{ params: { scheme }, query: { ...query, which } }} />
      {which === 'covered' ? null : (
        <Button
          kind="main"
          whyNot={chosen.size === 0 ? t('pages.chooseFirst') : undefined}
          onClick={() => setDialog('join')}
        >
          {t(which === 'expiring' ? 'pages.renew' : 'pages.join')}
        </Button>
      )}
      {which === 'covered' ? (
        <Button whyNot={chosen.size === 0 ? t('pages.chooseFirst') : undefined} onClick={() => setDialog('leave')}>
          {t('pages.leave')}
        </Button>
      ) : null}
    </>
  );
  return (
    <Card flush>
      <div className="row g12 wrap pad">{acts}</div>
      <Table label={t(`pages.tabs.${which}`)} columns={columns} rows={list.rows} keyOf={(row) => row.personId} />
      {list.hasMore ? (
        <div className="row pad">
          <Button onClick={list.more}>{t('pages.more')}</Button>
        </div>
      ) : null}
      {dialog === 'join' ? (
        <JoinDialog {...{ scheme, plans, chosen }} onDone={done} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'leave' ? (
        <LeaveDialog {...{ scheme, chosen }} onDone={done} onClose={() => setDialog(null)} />
      ) : null}
    </Card>
  );
}

function useColumns(
  which: CoveredListProps['which'],
  chosen: ReadonlyMap<string, string>,
  choose: (next: ReadonlyMap<string, string>) => void,
): readonly Column<CoveredPerson>[] {
  const t = useReliefTexts();
  const language = useLanguage();
  const toggle = (row: CoveredPerson): void => {
    const next = new Map(chosen);
    if (!next.delete(row.personId)) next.set(row.personId, row.name);
    choose(next);
  };
  const columns: Column<CoveredPerson>[] = [
    {
      key: 'tick',
      label: '',
      cell: (row) => (
        <input
          type="checkbox"
          aria-label={t('pages.choose', { name: row.name })}
          checked={chosen.has(row.personId)}
          onChange={() => toggle(row)}
        />
      ),
    },
    { key: 'name', label: t('columns.name'), cell: (row) => row.name },
    { key: 'number', label: t('columns.number'), cell: (row) => row.staffNumber },
    { key: 'unit', label: t('columns.unit'), cell: (row) => row.unitName ?? '—' },
  ];
  if (which === 'not_covered') return columns;
  return [
    ...columns,
    { key: 'since', label: t('columns.since'), cell: (row) => (row.since ? formatDay(row.since, language) : '—') },
    {
      key: 'plans',
      label: t('columns.plans'),
      cell: (row) =>
        row.covers.map(({ plan, planName, endsOn }) => (
          <div key={plan}>{t('pages.endsOn', { plan: planName, day: formatDay(endsOn, language) })}</div>
        )),
    },
  ];
}
