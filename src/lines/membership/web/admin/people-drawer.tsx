import { Button, EmptyState, ErrorState, Skeleton, formatDay, useLanguage, useRows } from '#ui';
import { Drawer, Table } from '#ui/desktop';
import { type StatisticPart, listStatisticPeople } from '../../statistics/contract';
import { MemberStateTag } from '../pieces/state-tags';
import { useMembershipTerms, useMembershipTexts } from '../texts';

interface PeopleDrawerProps {
  asked: Record<string, string>;
  part: StatisticPart;
  /** The unit's own people, without those of the units below it. */
  isOwn: boolean;
  onClose: () => void;
}

/** The people behind one figure of the statistics. */
export function PeopleDrawer({ asked, part, isOwn, onClose }: PeopleDrawerProps) {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const language = useLanguage();
  const list = useRows(listStatisticPeople, {
    query: { ...asked, part, ...(isOwn ? { isOwn: true } : {}), limit: 50 },
  });
  return (
    <Drawer title={terms(`statistics.parts.${part}`)} size="wide" onClose={onClose}>
      {list.isLoading ? (
        <Skeleton lines={6} />
      ) : list.error ? (
        <ErrorState error={list.error} onRetry={list.again} />
      ) : list.rows.length === 0 ? (
        <EmptyState title={t('stat.nobody')} />
      ) : (
        <>
          <Table
            label={terms(`statistics.parts.${part}`)}
            rows={list.rows}
            keyOf={(row) => row.personId}
            toOf={(row) => (row.state === null ? null : `/membership?open=${row.personId}`)}
            columns={[
              { key: 'name', label: t('fields.name'), cell: (row) => row.name },
              { key: 'number', label: t('fields.staffNumber'), cell: (row) => row.staffNumber },
              { key: 'unit', label: t('fields.unit'), cell: (row) => row.unitName },
              {
                key: 'employment',
                label: t('fields.employment'),
                cell: (row) => terms(`employment.${row.employmentKind}`),
              },
              {
                ...{ key: 'state', label: t('register.state') },
                cell: (row) => (row.state ? <MemberStateTag state={row.state} bare /> : <span className="dim">—</span>),
              },
              {
                ...{ key: 'since', label: t('register.since') },
                cell: (row) => (row.since ? formatDay(row.since, language) : '—'),
              },
            ]}
          />
          {list.hasMore ? (
            <Button isBusy={list.isLoadingMore} onClick={list.more}>
              {t('more')}
            </Button>
          ) : null}
        </>
      )}
    </Drawer>
  );
}
