import { type EventRow, getEvent, listEvents, signUp, withdraw } from '../../contract';
import { Button, ConfirmDialog, Note, messageOf, showToast, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import { useScheduleTexts } from '../texts';

const touched = [listEvents, getEvent];

export interface SignUpProps {
  event: EventRow;
  /** The one red act of the page. */
  isMain?: boolean;
  /** As wide as what it stands in, for the phone. */
  wide?: boolean;
}

/** Signs the reader up; says whether it is a place or a number in the waiting list. */
export function SignUpButton({ event, isMain, wide = false }: SignUpProps) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const act = useAct(signUp, {
    changes: touched,
    onDone: (seat) =>
      showToast(
        seat.state === 'placed' ? t('phone.signedUp') : t('phone.onWaitingList', { number: seat.waitingNumber ?? 1 }),
      ),
  });
  const isFull = event.places !== null && event.counts.placed >= event.places;
  return (
    <>
      <Button
        wide={wide}
        kind={isMain ? 'main' : 'quiet'}
        {...(isMain ? { size: 'lg' as const } : {})}
        isBusy={act.isUnderWay}
        onClick={() => void act.act({ params: { id: event.id } })}
      >
        {isFull ? t('phone.joinWaiting') : t('phone.signUp')}
      </Button>
      {act.error ? <Note kind="refuse">{messageOf(act.error, ui)}</Note> : null}
    </>
  );
}

/** Takes the own sign-up back, after asking once more: who waits moves up at once. */
export function WithdrawButton({ event, wide = false }: Omit<SignUpProps, 'isMain'>) {
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
