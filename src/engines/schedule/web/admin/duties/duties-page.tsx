import { dutyShows, exportDuties } from '../../../contract';
import { useUnitOptions } from '#engines/roster/web';
import { Button, Card, EmptyState, ErrorState, Segmented, Skeleton, useCan, useSearch, useUiTexts } from '#ui';
import { ExportButton, type Filter, FilterBar, PageHead, useOpened } from '#ui/desktop';
import { useMemo } from 'react';
import '../../styles/duties.css';
import '../../styles/events.css';
import { useScheduleTexts } from '../../texts';
import { DutyDrawer } from './duty-drawer';
import { DutyForm } from './duty-form';
import { DutyTable } from './duty-table';
import { usePosts } from './posts';
import { useDuties } from './use-duties';

function useFilters(): readonly Filter[] {
  const t = useScheduleTexts();
  const units = useUnitOptions();
  return useMemo(
    () => [
      { name: 'search', label: t('duty.search'), kind: 'words' },
      { name: 'unitId', label: t('list.unit'), kind: 'select', options: units },
    ],
    [units, t],
  );
}

function Nothing({ isFiltered, onNew }: { isFiltered: boolean; onNew: (() => void) | null }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const [, change] = useSearch();
  if (isFiltered) {
    const clear = () => change({ search: null, unitId: null, show: null });
    return (
      <EmptyState icon="filter" title={t('duty.noneShown')} act={<Button onClick={clear}>{ui('list.clear')}</Button>}>
        {ui('list.emptyAdvice')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="again"
      title={t('duty.none')}
      act={onNew ? <Button onClick={onNew}>{t('duty.new')}</Button> : null}
    >
      {t('duty.noneAdvice')}
    </EmptyState>
  );
}

/** What comes back week by week, month by month: when it is due next, who does it, what was done, what is late. */
export default function DutiesPage() {
  const t = useScheduleTexts();
  const may = useCan();
  const [search, change] = useSearch();
  const opened = useOpened();
  const posts = usePosts();
  const filters = useFilters();
  const { answer, all, rows, show, year, isFiltered, exportQuery } = useDuties();
  const canWrite = may('schedule.event.write');
  const openNew = () => change({ act: 'new' });
  const open = all.find(({ duty }) => duty.id === opened.id);
  const options = dutyShows
    .filter((one) => one !== 'mine' || canWrite)
    .map((value) => ({ value, label: t(`duty.show_${value}`) }));
  const late = all.reduce((sum, one) => sum + one.missed, 0);
  const acts = (
    <>
      {rows.length > 0 ? <ExportButton endpoint={exportDuties} request={{ query: exportQuery }} /> : null}
      {canWrite ? (
        <Button kind="main" icon="plus" onClick={openNew}>
          {t('duty.new')}
        </Button>
      ) : null}
    </>
  );
  return (
    <>
      <PageHead
        title={t('duty.listTitle', { year })}
        note={late > 0 ? t('duty.lateCount', { count: late }) : undefined}
        acts={acts}
      />
      <Card flush>
        <FilterBar
          filters={filters}
          end={
            <Segmented
              label={t('view.label')}
              value={show}
              options={options}
              onChange={(next) => change({ show: next === 'going' ? null : next })}
            />
          }
        />
        {answer.error && !answer.data ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : !answer.data ? (
          <Skeleton lines={8} />
        ) : rows.length === 0 ? (
          <Nothing isFiltered={isFiltered} onNew={canWrite ? openNew : null} />
        ) : (
          <DutyTable rows={rows} posts={posts} />
        )}
      </Card>
      {open ? <DutyDrawer year={open} posts={posts} onClose={opened.close} /> : null}
      {canWrite && search.act === 'new' ? <DutyForm duty={null} onClose={() => change({ act: null })} /> : null}
    </>
  );
}
