import { countNotifications, listNotifications, readAllNotifications } from '#kernel/contract';
import { Button, messageOf, showToast, useAct, useUiTexts } from '#ui';
import { useNotificationTexts } from './notification-texts';

/** Marks all as read, up to the newest one that stands on the page: what came meanwhile stays unread. */
export function ReadAllButton({ upTo, size }: { upTo: string; size?: 'sm' }) {
  const t = useNotificationTexts();
  const ui = useUiTexts();
  const act = useAct(readAllNotifications, {
    changes: [listNotifications, countNotifications],
    onDone: () => showToast(t('readAllDone')),
  });
  return (
    <>
      <Button
        {...(size ? { size, kind: 'text' } : {})}
        isBusy={act.isUnderWay}
        onClick={() => void act.act({ body: { upTo } })}
      >
        {t('readAll')}
      </Button>
      {act.error ? <span role="alert">{messageOf(act.error, ui)}</span> : null}
    </>
  );
}
