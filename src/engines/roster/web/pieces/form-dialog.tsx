import { isDay } from '#kernel/contract';
import { Button, CallRefused, Note, Overlay, focusFirstFault, messageOf, useUiTexts } from '#ui';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';

export interface FormDialogProps {
  title: string;
  note?: string;
  /** What follows from it, said before it is done. */
  effect?: ReactNode;
  submit: string;
  error: Error | null;
  isBusy: boolean;
  /** Why the act can't be done yet. */
  whyNot?: string | undefined;
  size?: 'normal' | 'wide';
  /** Answers whether all is filled in. */
  onSubmit: () => boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A small form in a dialog: its fields, what follows from it, and one act. */
export function FormDialog(props: FormDialogProps) {
  const { title, note, effect, submit, error, isBusy, whyNot, size = 'normal', onSubmit, onClose, children } = props;
  const ui = useUiTexts();
  const form = useRef<HTMLFormElement>(null);
  // What was refused before says nothing about what was stopped here.
  const [isStopped, setStopped] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const isSent = onSubmit();
    setStopped(!isSent);
    if (!isSent) requestAnimationFrame(() => focusFirstFault(form.current));
  };
  const acts = (
    <>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button kind="main" isBusy={isBusy} whyNot={whyNot} onClick={() => form.current?.requestSubmit()}>
        {submit}
      </Button>
    </>
  );
  return (
    <Overlay title={title} note={note} onClose={onClose} acts={acts} size={size} closesBy="keys">
      <form ref={form} noValidate className="fields" onSubmit={send}>
        {children}
        {effect ? <Note>{effect}</Note> : null}
        {error && !isStopped ? (
          <Note kind="refuse">
            {error instanceof CallRefused && error.issues.length > 0
              ? error.issues.map((issue) => <p key={issue.path}>{issue.message}</p>)
              : messageOf(error, ui)}
          </Note>
        ) : null}
      </form>
    </Overlay>
  );
}

/** Says what to write where a day is missing or is none. */
export function useDayFault() {
  const ui = useUiTexts();
  return (day: string) => (isDay(day) ? undefined : ui('field.dayWrong'));
}
