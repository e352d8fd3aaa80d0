import { type EventRow, getEvent, listEvents, signUp } from '../../contract';
import { Button, Note, messageOf, showToast, useAct, useUiTexts } from '#ui';
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
