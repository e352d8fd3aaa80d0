import { type NotificationRow, countNotifications, listNotifications, readNotification } from '#kernel/contract';
import { Link, formatMoment, useAct, useLanguage, useToday } from '#ui';
import './notifications.css';
import { useNotificationTexts } from './notification-texts';

const touched = [listNotifications, countNotifications];

function Inside({ row }: { row: NotificationRow }) {
  const t = useNotificationTexts();
  const language = useLanguage();
  const today = useToday();
  return (
    <>
      <span className="nt-dot" aria-hidden="true" />
      <span className="nt-words">
        <b>{row.title}</b>
        <span>{row.body}</span>
        <time dateTime={row.toldAt}>{formatMoment(row.toldAt, language, today)}</time>
        {row.isRead ? null : <span className="unseen">{t('isUnread')}</span>}
      </span>
    </>
  );
}

export interface NotificationListProps {
  rows: readonly NotificationRow[];
  shell: 'desktop' | 'phone';
  /** A row was pressed: it is read, and the page may be on its way to another. */
  onOpen?: () => void;
}

/** What was told, the newest first: a press marks it read and leads to what it is about. */
export function NotificationList({ rows, shell, onOpen }: NotificationListProps) {
  const read = useAct(readNotification, { changes: touched });
  const open = (row: NotificationRow): void => {
    if (!row.isRead) void read.act({ params: { id: row.id } });
    onOpen?.();
  };
  return (
    <ul className="nt-list">
      {rows.map((row) => {
        const to = shell === 'phone' ? row.phonePath : row.desktopPath;
        const looks = row.isRead ? 'nt' : 'nt is-new';
        return (
          <li key={row.id}>
            {to ? (
              <Link to={to} className={looks} onClick={() => open(row)}>
                <Inside row={row} />
              </Link>
            ) : row.isRead ? (
              <div className={looks}>
                <Inside row={row} />
              </div>
            ) : (
              <button type="button" className={looks} onClick={() => open(row)}>
                <Inside row={row} />
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
