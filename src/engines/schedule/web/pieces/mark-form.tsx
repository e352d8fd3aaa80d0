import { type OccurrenceRow, addDutyEvidence, listDuties, markDutyDone } from '../../contract';
import { FormDialog } from '#engines/roster/web';
import { isDay } from '#kernel/contract';
import {
  Button,
  CallRefused,
  DayInput,
  Field,
  Icon,
  IconButton,
  TextArea,
  call,
  formatWindow,
  newKey,
  showToast,
  shrinkPhoto,
  useAct,
  useDraft,
  useLanguage,
  useToday,
  useUiTexts,
} from '#ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useScheduleTexts } from '../texts';

interface Waiting {
  readonly key: string;
  readonly file: File;
}

/** Photos and papers that prove what was done; they are sent once the mark itself stands. */
function useFiles(round: OccurrenceRow) {
  const [files, setFiles] = useState<readonly Waiting[]>([]);
  const params = { id: round.dutyId, occurrence: round.key };
  const send = async (): Promise<void> => {
    for (const { key, file } of files) {
      const { blob, name } = await shrinkPhoto(file);
      await call(addDutyEvidence, { params, query: { name }, body: blob }, { idempotencyKey: key });
      setFiles((before) => before.filter((one) => one.key !== key));
    }
  };
  return {
    files,
    add: (list: Iterable<File>) => {
      // Taken out at once: the input's own list is empty as soon as the input is.
      const added = [...list].map((file) => ({ key: newKey(), file }));
      setFiles((before) => [...before, ...added]);
    },
    drop: (key: string) => setFiles((before) => before.filter((one) => one.key !== key)),
    send,
  };
}

function FileField({ files, add, drop }: Pick<ReturnType<typeof useFiles>, 'files' | 'add' | 'drop'>) {
  const t = useScheduleTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="fld">
      <span className="label">
        {t('duty.evidence')} <span className="dim t12">{t('duty.evidenceHint')}</span>
      </span>
      {files.map(({ key, file }) => (
        <span key={key} className="row g8">
          <Icon name="file" size="s" />
          <span className="ell">{file.name}</span>
          <IconButton name={t('photos.drop')} icon="close" onClick={() => drop(key)} />
        </span>
      ))}
      <div>
        <Button icon="camera" onClick={() => input.current?.click()}>
          {t('duty.addEvidence')}
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        accept="image/*,application/pdf"
        multiple
        hidden
        aria-label={t('duty.addEvidence')}
        onChange={(event) => {
          add(event.target.files ?? []);
          event.target.value = '';
        }}
      />
    </div>
  );
}

function versionTold(error: Error | null): number | null {
  const isTold = error instanceof CallRefused && error.code === 'schedule.mark_changed';
  return isTold ? Number(error.params.version) : null;
}

/** Marks one round of a duty done: on which day, what was done, and what proves it. What is typed survives a reload. */
export function MarkForm({ round, onClose }: { round: OccurrenceRow; onClose: () => void }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const today = useToday();
  const client = useQueryClient();
  const [start] = useState({ doneOn: round.doneOn ?? today, note: round.note, version: round.markVersion });
  const draft = useDraft(`schedule.mark.${round.dutyId}.${round.key}`, start);
  const files = useFiles(round);
  const [isTried, setTried] = useState(false);
  const [failed, setFailed] = useState<Error | null>(null);
  const [isSending, setSending] = useState(false);
  const mark = useAct(markDutyDone);
  const { doneOn, note } = draft.values;
  // Another's mark came first: the refusal stands here and tells it, so whoever saves once more has seen it.
  const version = versionTold(mark.error) ?? draft.values.version;
  const faults = {
    doneOn: !isDay(doneOn) ? ui('field.dayWrong') : doneOn > today ? t('duty.dayAhead') : undefined,
    note: note.trim() === '' ? t('duty.noteMissing') : undefined,
  };
  const save = async (): Promise<void> => {
    setSending(true);
    const params = { id: round.dutyId, occurrence: round.key };
    const marked = await mark.act({ params, body: { doneOn, note: note.trim(), version } });
    try {
      if (!marked) return;
      draft.set(marked);
      await files.send();
      draft.drop();
      showToast(t('duty.marked'));
      onClose();
    } catch (reason) {
      setFailed(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setSending(false);
      await client.invalidateQueries({ queryKey: [listDuties.name] });
    }
  };
  const submit = (): boolean => {
    setTried(true);
    setFailed(null);
    if (faults.doneOn || faults.note) return false;
    void save();
    return true;
  };
  const error = mark.error ?? failed;
  const dialog = { title: round.title, note: formatWindow(round.from, round.to, language), error, onClose };
  return (
    <FormDialog {...dialog} submit={t('duty.mark')} isBusy={isSending} onSubmit={submit}>
      <Field label={t('duty.doneOn')} name="doneOn" fault={isTried ? faults.doneOn : undefined}>
        <DayInput
          yearAtHand={Number(round.to.slice(0, 4))}
          value={doneOn}
          onChange={(next) => draft.set({ doneOn: next })}
        />
      </Field>
      <Field label={t('duty.note')} name="note" fault={isTried ? faults.note : undefined}>
        <TextArea
          data-autofocus
          rows={3}
          value={note}
          maxLength={2000}
          placeholder={t('duty.noteExample')}
          onChange={(event) => draft.set({ note: event.target.value })}
        />
      </Field>
      <FileField {...files} />
    </FormDialog>
  );
}
