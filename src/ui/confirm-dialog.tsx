import { type ReactNode, useRef, useState } from 'react';
import { messageOf } from './blanks';
import { Button } from './button';
import { Note } from './card';
import { Field, TextArea, focusFirstFault } from './field';
import { Overlay } from './overlay';
import { useUiTexts } from './ui-texts';

export interface ConfirmDialogProps {
  title: string;
  /** What will happen and what can't be undone. */
  children?: ReactNode;
  /** The verb on the button. */
  confirm: string;
  /** Asks for a reason of at least one word; it goes on record. */
  asksReason?: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
  isBusy?: boolean;
  error?: Error | null;
}

/** Asks once more, and why. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useUiTexts();
  const box = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState('');
  const confirm = (): void => {
    if (!props.asksReason || reason.trim() !== '') return props.onConfirm(reason.trim());
    setFault(t('field.missing'));
    requestAnimationFrame(() => focusFirstFault(box.current));
  };
  const acts = (
    <>
      <Button onClick={props.onClose}>{t('cancel')}</Button>
      <Button kind="main" isBusy={props.isBusy ?? false} onClick={confirm}>
        {props.confirm}
      </Button>
    </>
  );
  return (
    <Overlay title={props.title} onClose={props.onClose} acts={acts}>
      <form
        ref={box}
        className="col g16"
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        {props.children}
        {props.asksReason ? (
          <Field label={t('confirm.reason')} name="reason" fault={fault || undefined}>
            <TextArea
              value={reason}
              placeholder={t('confirm.reasonExample')}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
        ) : null}
        {props.error ? <Note kind="refuse">{messageOf(props.error, t)}</Note> : null}
      </form>
    </Overlay>
  );
}
