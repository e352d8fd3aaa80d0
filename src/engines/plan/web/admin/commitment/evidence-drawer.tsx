import { fileEvidence, getCommitment, uploadEvidenceFile } from '../../../contract';
import {
  Button,
  DayInput,
  Field,
  Icon,
  IconButton,
  Note,
  Overlay,
  Select,
  TextArea,
  call,
  messageOf,
  newKey,
  shrinkPhoto,
  showToast,
  useDraft,
  useUiTexts,
} from '#ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { CommitmentPage } from '../explanation';

interface Picked {
  key: string;
  file: File;
  fileId: string | null;
}

/** Files go up one by one, each under its key; a second try sends only what is missing. */
function useFiling(page: CommitmentPage, onDone: () => void) {
  const client = useQueryClient();
  const [files, setFiles] = useState<readonly Picked[]>([]);
  const [sent, setSent] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const key = useRef(newKey());
  const params = { commitmentId: page.row.id };
  const send = async (body: { day: string; text: string; taskId: string | null }): Promise<void> => {
    setError(null);
    const fileIds: string[] = [];
    try {
      for (const [index, picked] of files.entries()) {
        setSent(index);
        if (picked.fileId === null) {
          const { blob, name } = await shrinkPhoto(picked.file);
          const query = { name: name.slice(0, 200) };
          picked.fileId = (
            await call(uploadEvidenceFile, { params, query, body: blob }, { idempotencyKey: picked.key })
          ).fileId;
        }
        fileIds.push(picked.fileId);
      }
      await call(fileEvidence, { params, body: { ...body, fileIds } }, { idempotencyKey: key.current });
      await client.invalidateQueries({ queryKey: [getCommitment.name] });
      onDone();
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setSent(null);
    }
  };
  const add = (chosen: readonly File[]): void => {
    const picked = chosen.map((file) => ({ key: newKey(), file, fileId: null }));
    setFiles((now) => [...now, ...picked].slice(0, 30));
  };
  const remove = (one: Picked) => setFiles((now) => now.filter((file) => file !== one));
  return { files, sent, error, add, remove, send, touch: () => (key.current = newKey()) };
}

/** Files evidence from the desk: words, photos and files of a day. */
export function EvidenceDrawer({ page, today, onClose }: { page: CommitmentPage; today: string; onClose: () => void }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [initial] = useState({ day: today, text: '', taskId: '' });
  const draft = useDraft(`plan.evidence.${page.row.id}`, initial);
  const [isAsked, setAsked] = useState(false);
  const filing = useFiling(page, () => {
    draft.drop();
    showToast(t('evidence.filed'));
    onClose();
  });
  const { day, text, taskId } = draft.values;
  const faults = {
    day: !day ? t('task.dayMissing') : day > today ? t('evidence.future') : undefined,
    text: text.trim() || filing.files.length > 0 ? undefined : t('evidence.empty'),
  };
  const set = (patch: Partial<typeof initial>): void => {
    filing.touch();
    draft.set(patch);
  };
  const submit = (): void => {
    setAsked(true);
    if (!faults.day && !faults.text) void filing.send({ day, text: text.trim(), taskId: taskId || null });
  };
  const tasks = page.tasks
    .filter((task) => task.doneOn === null)
    .map((task) => ({ value: task.id, label: task.title }));
  return (
    <Overlay
      as="drawer"
      title={t('commitment.fileEvidence')}
      onClose={onClose}
      acts={<Acts filing={filing} onClose={onClose} onSend={submit} />}
    >
      <div className="col g16">
        <p className="ink b" {...planWords}>
          {page.row.title}
        </p>
        <Field label={t('evidence.day')} fault={isAsked ? faults.day : undefined}>
          <DayInput value={day} yearAtHand={page.planYear} onChange={(value) => set({ day: value })} />
        </Field>
        <Field label={t('evidence.text')} hint={t('evidence.textHint')} fault={isAsked ? faults.text : undefined}>
          <TextArea
            rows={4}
            maxLength={2000}
            value={text}
            onChange={(event) => set({ text: event.target.value })}
            {...planWords}
          />
        </Field>
        {tasks.length > 0 ? (
          <Field label={t('evidence.task')} isOptional>
            <Select
              options={tasks}
              blank={t('evidence.noTask')}
              value={taskId}
              onChange={(event) => set({ taskId: event.target.value })}
            />
          </Field>
        ) : null}
        <FileList filing={filing} />
        {filing.error ? <Note kind="refuse">{messageOf(filing.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}

type Filing = ReturnType<typeof useFiling>;

function Acts({ filing, onClose, onSend }: { filing: Filing; onClose: () => void; onSend: () => void }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const isBusy = filing.sent !== null;
  return (
    <>
      {isBusy && filing.files.length > 0 ? (
        <span className="dim t13 sp" role="status">
          {t('evidence.sending', { at: (filing.sent ?? 0) + 1, count: filing.files.length })}
        </span>
      ) : null}
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button kind="main" isBusy={isBusy} onClick={onSend}>
        {t('evidence.send')}
      </Button>
    </>
  );
}

function FileList({ filing }: { filing: Filing }) {
  const t = usePlanTexts();
  const chooser = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement): void => {
    filing.add(Array.from(input.files ?? []));
    filing.touch();
    input.value = '';
  };
  return (
    <div className="col g8">
      <div className="row">
        <Button icon="camera" onClick={() => chooser.current?.click()}>
          {t('evidence.choose')}
        </Button>
        <span className="dim t12">{t('evidence.shrunk')}</span>
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        multiple
        aria-label={t('evidence.choose')}
        accept="image/*,.pdf,.docx,.xlsx"
        onChange={(event) => take(event.target)}
      />
      {filing.files.map((one) => (
        <div key={one.key} className="row t13">
          <Icon name={one.fileId ? 'kept' : 'file'} size="s" />
          <span className="sp ell">{one.file.name}</span>
          <IconButton
            icon="close"
            name={t('evidence.remove', { name: one.file.name })}
            onClick={() => filing.remove(one)}
          />
        </div>
      ))}
    </div>
  );
}
