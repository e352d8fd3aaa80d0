import type { Task } from '../../contract';
import { Button, Field, Note, TextArea, newKey, showToast, useDraft, useSession } from '#ui';
import { useState } from 'react';
import { usePlanTexts } from '../texts';
import { planWords } from '../words';
import { putInOutbox, useOutbox } from './outbox/outbox';

const blank = { note: '' };

/** Says that a task is done, with a note. It goes through the outbox, behind the evidence that was put there before. */
export function FinishTask({ task }: { task: Task }) {
  const t = usePlanTexts();
  const { me } = useSession();
  const { things } = useOutbox(me.accountId);
  const [isOpen, setOpen] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const draft = useDraft(`plan.done.${task.id}`, blank);
  if (things.some((thing) => thing.kind === 'done' && thing.taskId === task.id))
    return <Note>{t('phone.doneWaiting')}</Note>;
  const send = async (): Promise<void> => {
    const id = `${new Date().toISOString()}/${newKey()}`;
    const shared = { id, accountId: me.accountId, commitmentId: task.commitmentId, title: task.title, taskId: task.id };
    try {
      await putInOutbox({
        ...shared,
        kind: 'done',
        key: newKey(),
        revision: task.revision,
        note: draft.values.note.trim(),
        refusal: null,
      });
      draft.drop();
      setOpen(false);
      showToast(navigator.onLine ? t('phone.handed') : t('phone.kept'));
    } catch {
      setFailed(true);
    }
  };
  if (!isOpen) {
    return (
      <Button wide icon="tick" onClick={() => setOpen(true)}>
        {t('task.finish')}
      </Button>
    );
  }
  return (
    <div className="col g12">
      <Field label={t('task.note')} isOptional>
        <TextArea
          rows={2}
          maxLength={500}
          value={draft.values.note}
          onChange={(event) => draft.set({ note: event.target.value })}
          {...planWords}
        />
      </Field>
      {hasFailed ? <Note kind="refuse">{t('phone.cannotKeep')}</Note> : null}
      <Button kind="quiet" wide icon="tick" onClick={() => void send()}>
        {t('task.finish')}
      </Button>
    </div>
  );
}
