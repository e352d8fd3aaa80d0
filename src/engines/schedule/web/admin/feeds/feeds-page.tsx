import { listFeeds, revokeFeed } from '../../../contract';
import {
  Button,
  Card,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  Skeleton,
  ToneTag,
  formatDay,
  formatMoment,
  showToast,
  useAct,
  useCall,
  useCan,
  useLanguage,
  useSearch,
  useToday,
} from '#ui';
import { PageHead, Table } from '#ui/desktop';
import { type EndpointResponse, dayOf } from '#kernel/contract';
import { useState } from 'react';
import { useScheduleTerms, useScheduleTexts } from '../../texts';
import { NewFeedDialog } from './new-feed-dialog';

type Row = EndpointResponse<typeof listFeeds>['rows'][number];

function RevokeDialog({ feed, onClose }: { feed: Row; onClose: () => void }) {
  const t = useScheduleTexts();
  const act = useAct(revokeFeed, {
    changes: [listFeeds],
    onDone: () => {
      showToast(t('feeds.revokedDone'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('feeds.revokeTitle', { name: feed.name })}
      confirm={t('feeds.revoke')}
      isBusy={act.isUnderWay}
      error={act.error}
      onClose={onClose}
      onConfirm={() => void act.act({ params: { id: feed.id } })}
    >
      <p>{t('feeds.revokeWhat')}</p>
    </ConfirmDialog>
  );
}

function useColumns(onRevoke: (feed: Row) => void) {
  const t = useScheduleTexts();
  const terms = useScheduleTerms();
  const language = useLanguage();
  const today = useToday();
  return [
    { key: 'name', label: t('feeds.name'), cell: (feed: Row) => <b>{feed.name}</b> },
    { key: 'kind', label: t('feeds.kind'), cell: (feed: Row) => terms(`feeds.${feed.kind}`) },
    { key: 'unit', label: t('list.unit'), cell: (feed: Row) => feed.unit?.name ?? <span className="dim">—</span> },
    { key: 'made', label: t('feeds.made'), cell: (feed: Row) => formatDay(dayOf(new Date(feed.createdAt)), language) },
    {
      key: 'used',
      label: t('feeds.used'),
      cell: (feed: Row) =>
        feed.lastUsedAt ? (
          formatMoment(feed.lastUsedAt, language, today)
        ) : (
          <span className="dim">{t('feeds.neverUsed')}</span>
        ),
    },
    {
      key: 'state',
      label: t('list.state'),
      cell: (feed: Row) => (
        <ToneTag tone={feed.revokedAt ? 'none' : 'kept'} icon={feed.revokedAt ? 'dropped' : 'kept'} bare>
          {feed.revokedAt ? t('feeds.revoked') : t('feeds.live')}
        </ToneTag>
      ),
    },
    {
      key: 'act',
      label: t('acts'),
      isNumber: true,
      cell: (feed: Row) =>
        feed.revokedAt ? null : (
          <Button size="sm" kind="text" onClick={() => onRevoke(feed)}>
            {t('feeds.revoke')}
          </Button>
        ),
    },
  ];
}

/** The calendar addresses of the reader and of the units that the reader looks after. */
export default function FeedsPage() {
  const t = useScheduleTexts();
  const may = useCan();
  const [search, change] = useSearch();
  const [revoking, setRevoking] = useState<Row | null>(null);
  const answer = useCall(listFeeds, {});
  const columns = useColumns(setRevoking);
  const rows = answer.data?.rows ?? [];
  const canMake = may('schedule.feed.own') || may('schedule.feed.manage');
  const acts = canMake ? (
    <Button kind="main" icon="plus" onClick={() => change({ act: 'new' })}>
      {t('feeds.new')}
    </Button>
  ) : null;
  return (
    <>
      <PageHead
        title={t('nav.feeds')}
        note={t('feeds.note')}
        crumbs={[{ label: t('nav.events'), to: '/events' }]}
        acts={acts}
      />
      <Card flush>
        {answer.error && !answer.data ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : answer.isPending ? (
          <Skeleton />
        ) : rows.length === 0 ? (
          <EmptyState icon="calendar" title={t('feeds.none')}>
            {t('feeds.noneAdvice')}
          </EmptyState>
        ) : (
          <Table label={t('nav.feeds')} columns={columns} rows={rows} keyOf={(feed) => feed.id} />
        )}
      </Card>
      {canMake && search.act === 'new' ? <NewFeedDialog onClose={() => change({ act: null })} /> : null}
      {revoking ? <RevokeDialog feed={revoking} onClose={() => setRevoking(null)} /> : null}
    </>
  );
}
