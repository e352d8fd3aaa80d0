import { type EventRow, getEvent, listEvents, withdraw } from '../../contract';
import { Button, ConfirmDialog, showToast, useAct } from '#ui';
import { useState } from 'react';
import { useScheduleTexts } from '../texts';

const touched = [listEvents, getEvent];

/** Takes the own sign-up back, after asking once more: who waits moves up at once. */
export function WithdrawButton({ event, wide = false }: { event: EventRow; wide?: boolean }) {
  const t = useScheduleTexts();
  const [isAsking, setAsking] = useState(false);
  const act = useAct(withdraw, {
    changes: touched,
    onDone: () => {
      showToast(t('phone.withdrawn'));
      setAsking(false);
    },
  });
  return (
    <>
      <Button wide={wide} onClick={() => setAsking(true)}>
        {t('phone.withdraw')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={t('phone.withdrawTitle')}
          confirm={t('phone.withdraw')}
          isBusy={act.isUnderWay}
          error={act.error}
          onClose={() => setAsking(false)}
          onConfirm={() => void act.act({ params: { id: event.id } })}
        >
          <p>{t('phone.withdrawWhat', { title: event.title })}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
