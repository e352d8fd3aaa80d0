import { type Task, finishTask } from '../../contract';
import { Button, Field, Note, TextArea, showToast, useDraft, useSession } from '#ui';
import { putInQueue, queuedCall, useOfflineTexts, useQueue } from '#ui/phone';
import { useState } from 'react';
import { usePlanTexts } from '../texts';
import { planWords } from '../words';
import { aboutCommitment, aboutDone, aboutEvidence, aboutTask } from './about';

const blank = { note: '' };

/** Says that a task is done, with a note. It goes through the queue and needs the evidence that was put there before. */
export function FinishTask({ task }: { task: Task }) {
  const t = usePlanTexts();
  const offline = useOfflineTexts();
  const { me } = useSession();
  const { entries } = useQueue(me.accountId);
  const [isOpen, setOpen] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const draft = useDraft(`plan.done.${task.id}`, blank);
  if (entries.some((entry) => entry.about.includes(aboutDone(task.id)))) return <Note>{t('phone.doneWaiting')}</Note>;
  const send = async (): Promise<void> => {
    const note = draft.values.note.trim();
    try {
      await putInQueue({
        accountId: me.accountId,
        module: 'plan',
        about: [aboutCommitment(task.commitmentId), aboutTask(task.id), aboutDone(task.id)],
        what: t('task.finish'),
        title: task.title,
        path: `/duties/${task.commitmentId}?task=${task.id}`,
        mine: [{ label: t('task.note'), value: note || t('phone.noNote') }],
        call: queuedCall(finishTask, {
          params: { taskId: task.id },
          body: { revision: task.revision, isDone: true, note },
        }),
        needs: entries.filter((entry) => entry.about.includes(aboutEvidence(task.id))).map((entry) => entry.id),
      });
      draft.drop();
      setOpen(false);
      showToast(navigator.onLine ? offline('handed') : offline('kept'));
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
      {hasFailed ? <Note kind="refuse">{offline('cannotKeep')}</Note> : null}
      <Button kind="quiet" wide icon="tick" onClick={() => void send()}>
        {t('task.finish')}
      </Button>
    </div>
  );
}
