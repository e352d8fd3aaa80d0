import { Icon, Link } from '#ui';
import { useNotificationTexts } from '../notifications/notification-texts';
import '../notifications/notifications.css';
import { useUnread } from '../notifications/use-news';

const MOST_COUNTED = 99;

/** The bell in the head of the phone's first page: how much is unread. It comes after the page, which doesn't wait for it. */
export default function NotificationsBell() {
  const t = useNotificationTexts();
  const unread = useUnread();
  const name = unread > 0 ? t('bell', { count: unread }) : t('title');
  return (
    <Link to="/me/notifications" className="ib nt-bell" aria-label={name} title={name}>
      <Icon name="bell" size="xl" />
      {unread > 0 ? <em aria-hidden="true">{unread > MOST_COUNTED ? `${MOST_COUNTED}+` : unread}</em> : null}
    </Link>
  );
}
