import { listNotifications } from '#kernel/contract';
import { EmptyState, ErrorState, Icon, Link, Popover, Skeleton, useCall } from '#ui';
import { useRef, useState } from 'react';
import { NotificationList } from '../../notifications/notification-list';
import { useNotificationTexts } from '../../notifications/notification-texts';
import '../../notifications/notifications.css';
import { ReadAllButton } from '../../notifications/read-all-button';
import { useUnread } from '../../notifications/use-news';

const SHOWN = 10;
const MOST_COUNTED = 99;

function Newest({ onClose }: { onClose: () => void }) {
  const t = useNotificationTexts();
  const answer = useCall(listNotifications, { query: { limit: SHOWN } });
  const rows = answer.data?.rows ?? [];
  const newest = rows[0];
  return (
    <div className="nt-pop">
      <div className="nt-head">
        <b className="ink">{t('title')}</b>
        <span className="sp" />
        {newest && (answer.data?.unread ?? 0) > 0 ? <ReadAllButton upTo={newest.id} size="sm" /> : null}
      </div>
      {answer.isPending ? <Skeleton /> : null}
      {answer.error ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      <NotificationList rows={rows} shell="desktop" onOpen={onClose} />
      {answer.data && rows.length === 0 ? (
        <EmptyState icon="bell" title={t('none')}>
          {t('noneText')}
        </EmptyState>
      ) : null}
      {rows.length > 0 ? (
        <div className="nt-foot">
          <Link to="/notifications" onClick={onClose}>
            {t('toAll')}
          </Link>
        </div>
      ) : null}
    </div>
  );
}

/** The bell of the top bar: how much is unread, and the newest of it. */
export default function Bell() {
  const t = useNotificationTexts();
  const anchor = useRef<HTMLButtonElement>(null);
  const unread = useUnread();
  const [isOpen, setOpen] = useState(false);
  const [close] = useState(() => () => setOpen(false));
  const name = unread > 0 ? t('bell', { count: unread }) : t('title');
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="ib nt-bell"
        aria-label={name}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={name}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="bell" size="l" />
        {unread > 0 ? <em>{unread > MOST_COUNTED ? `${MOST_COUNTED}+` : unread}</em> : null}
      </button>
      <span className="unseen" role="status">
        {unread > 0 ? t('unread', { count: unread }) : ''}
      </span>
      {isOpen ? (
        <Popover anchor={anchor} label={t('title')} width={380} onClose={close}>
          <Newest onClose={close} />
        </Popover>
      ) : null}
    </>
  );
}
