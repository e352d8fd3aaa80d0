import { listNotifications } from '#kernel/contract';
import { Button, Card, EmptyState, ErrorState, Segmented, Skeleton, useRows, useSearch, useUiTexts } from '#ui';
import { NotificationList } from './notification-list';
import { useNotificationTexts } from './notification-texts';
import { ReadAllButton } from './read-all-button';

/** All that was told, or what is unread of it; the address holds which. Both shells show it in their own frame. */
export function NotificationsBody({ shell }: { shell: 'desktop' | 'phone' }) {
  const t = useNotificationTexts();
  const ui = useUiTexts();
  const [search, change] = useSearch();
  const show = search.show === 'unread' ? 'unread' : 'all';
  const list = useRows(listNotifications, { query: { limit: 30, show } });
  const newest = list.rows[0];
  const hasUnread = list.rows.some((row) => !row.isRead);
  const options = [
    { value: 'all', label: t('all') },
    { value: 'unread', label: t('onlyUnread') },
  ] as const;
  const choose = (next: string) => change({ show: next === 'unread' ? next : null }, { replace: true });
  const nothing =
    show === 'unread' ? (
      <EmptyState icon="bell" title={t('noneUnread')}>
        {t('noneUnreadText')}
      </EmptyState>
    ) : (
      <EmptyState icon="bell" title={t('none')}>
        {t('noneText')}
      </EmptyState>
    );
  const fault = list.error ? (
    <ErrorState error={list.error} onRetry={list.rows.length > 0 ? list.more : list.again} />
  ) : null;
  return (
    <Card flush>
      <div className="nt-head">
        <Segmented label={t('show')} value={show} options={options} onChange={choose} />
        <span className="sp" />
        {newest && hasUnread ? <ReadAllButton upTo={newest.id} /> : null}
      </div>
      {list.isLoading && !fault ? <Skeleton lines={6} /> : null}
      <NotificationList rows={list.rows} shell={shell} />
      {fault ?? (list.rows.length === 0 && !list.isLoading ? nothing : null)}
      {list.hasMore && !fault ? (
        <div className="nt-foot">
          <Button isBusy={list.isLoadingMore} onClick={list.more}>
            {ui('more')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
