import { type EventRow, cancelEvent, reopenEvent } from '../../../contract';
import { ConfirmDialog, showToast, useAct, useSearch } from '#ui';
import { useScheduleTexts } from '../../texts';
import { ChangeDrawer } from './change-drawer';
import { CloseDialog } from './close-dialog';
import { type DialogProps, touched } from './dialog-props';
import { type Act, acts, allowedActs } from './event-acts';
import { ScheduleDialog } from './schedule-dialog';

function CancelDialog({ event, onClose }: DialogProps) {
  const t = useScheduleTexts();
  const cancel = useAct(cancelEvent, {
    changes: touched,
    onDone: () => {
      showToast(t('cancel.done'));
      onClose();
    },
  });
  const { placed, waiting } = event.counts;
  return (
    <ConfirmDialog
      title={t('cancel.title', { title: event.title })}
      confirm={t('cancel.confirm')}
      asksReason
      isBusy={cancel.isUnderWay}
      error={cancel.error}
      onClose={onClose}
      onConfirm={(reason) => void cancel.act({ params: { id: event.id }, body: { version: event.version, reason } })}
    >
      <p>{t('cancel.what')}</p>
      {placed + waiting > 0 ? <p className="b">{t('cancel.signedUp', { count: placed + waiting })}</p> : null}
    </ConfirmDialog>
  );
}

function ReopenDialog({ event, onClose }: DialogProps) {
  const t = useScheduleTexts();
  const reopen = useAct(reopenEvent, {
    changes: touched,
    onDone: () => {
      showToast(t('reopen.done'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('reopen.title', { title: event.title })}
      confirm={t('act.reopen')}
      asksReason
      isBusy={reopen.isUnderWay}
      error={reopen.error}
      onClose={onClose}
      onConfirm={(reason) => void reopen.act({ params: { id: event.id }, body: { version: event.version, reason } })}
    >
      <p>{event.state === 'held' ? t('reopen.whatHeld') : t('reopen.whatCancelled')}</p>
    </ConfirmDialog>
  );
}

const dialogs: Record<Act, (props: DialogProps) => React.ReactNode> = {
  schedule: ScheduleDialog,
  change: ChangeDrawer,
  close: CloseDialog,
  cancel: CancelDialog,
  reopen: ReopenDialog,
};

/** The dialog of the act that the address names, if the server allows it. */
export function EventDialogs({ event }: { event: EventRow }) {
  const [search, change] = useSearch();
  const act = acts.find((one) => one === search.act);
  if (!act || !allowedActs(event).includes(act)) return null;
  const Dialog = dialogs[act];
  return <Dialog event={event} onClose={() => change({ act: null })} />;
}
