import { PageHead } from '#ui/desktop';
import { NotificationsBody } from '../../notifications/notifications-body';
import { useNotificationTexts } from '../../notifications/notification-texts';

export default function NotificationsPage() {
  const t = useNotificationTexts();
  return (
    <>
      <PageHead title={t('title')} />
      <NotificationsBody shell="desktop" />
    </>
  );
}
