import { PhoneHead } from '#ui/phone';
import { NotificationsBody } from '../notifications/notifications-body';
import { useNotificationTexts } from '../notifications/notification-texts';

export default function NotificationsPage() {
  const t = useNotificationTexts();
  return (
    <>
      <PhoneHead title={t('title')} back="/me" />
      <div className="pbody">
        <NotificationsBody shell="phone" />
      </div>
    </>
  );
}
