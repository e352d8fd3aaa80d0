import { type Directive, MAX_PAPER_BYTES, uploadDirectiveFile } from '../../../contract';
import {
  Button,
  DayInput,
  Field,
  Icon,
  IconButton,
  Note,
  TextInput,
  call,
  messageOf,
  newKey,
  shrinkPhoto,
  useToday,
  useUiTexts,
} from '#ui';
import { useRef, useState } from 'react';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';

export interface DirectiveDraft {
  sender: string;
  number: string;
  title: string;
  receivedOn: string;
  /** The paper as it was sent up; a draft that survives a reload keeps it. */
  fileId: string;
  fileName: string;
}

export function draftOfDirective(directive: Directive): DirectiveDraft {
  const { sender, number, title, receivedOn, file } = directive;
  return { sender, number, title, receivedOn, fileId: file?.id ?? '', fileName: file?.name ?? '' };
}

/** What a draft says to the server; null as long as something is missing. */
export function directiveOf(draft: DirectiveDraft, today: string) {
  const [sender, number, title] = [draft.sender.trim(), draft.number.trim(), draft.title.trim()];
  const { receivedOn } = draft;
  if (!sender || !title || !receivedOn || receivedOn > today) return null;
  return { sender, number, title, receivedOn, fileId: draft.fileId || null };
}

interface FormProps {
  values: DirectiveDraft;
  set: (patch: Partial<DirectiveDraft>) => void;
  isAsked: boolean;
}

/** The facts of a directive and its paper. */
export function DirectiveForm({ values, set, isAsked }: FormProps) {
  const t = usePlanTexts();
  const today = useToday();
  const { sender, number, title, receivedOn } = values;
  const missing = (value: string) => (isAsked && !value.trim() ? t('directive.missing') : undefined);
  const dayFault = isAsked && receivedOn > today ? t('evidence.future') : missing(receivedOn);
  return (
    <div className="fields">
      <Field label={t('directive.name')} fault={missing(title)}>
        <TextInput
          value={title}
          maxLength={200}
          onChange={(event) => set({ title: event.target.value })}
          {...planWords}
        />
      </Field>
      <Field label={t('directive.sender')} width="half" fault={missing(sender)}>
        <TextInput
          value={sender}
          maxLength={80}
          placeholder={t('directive.senderExample')}
          onChange={(event) => set({ sender: event.target.value })}
          {...planWords}
        />
      </Field>
      <Field label={t('directive.number')} width="half" isOptional>
        <TextInput
          value={number}
          maxLength={60}
          placeholder={t('directive.numberExample')}
          onChange={(event) => set({ number: event.target.value })}
          {...planWords}
        />
      </Field>
      <Field label={t('directive.receivedOn')} width="half" fault={dayFault}>
        <DayInput
          value={receivedOn}
          yearAtHand={Number(today.slice(0, 4))}
          onChange={(value) => set({ receivedOn: value })}
        />
      </Field>
      <PaperField values={values} set={set} />
    </div>
  );
}

/** The paper goes up when it is chosen; what was typed beside it stays. */
function PaperField({ values, set }: Pick<FormProps, 'values' | 'set'>) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const chooser = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > MAX_PAPER_BYTES) return setFault(t('above.paperTooLarge'));
    setBusy(true);
    setFault('');
    try {
      const { blob, name } = await shrinkPhoto(file);
      const query = { name: name.slice(0, 200) };
      const { fileId } = await call(uploadDirectiveFile, { query, body: blob }, { idempotencyKey: newKey() });
      set({ fileId, fileName: name });
    } catch (reason) {
      setFault(messageOf(reason instanceof Error ? reason : new Error(String(reason)), say));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="col g8 plan-form-wide">
      <div className="row g8 wrap">
        <Button icon="upload" isBusy={isBusy} onClick={() => chooser.current?.click()}>
          {t(values.fileId ? 'above.otherPaper' : 'above.choosePaper')}
        </Button>
        <span className="dim t12">{t('above.paperTypes')}</span>
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={t('above.choosePaper')}
        accept=".docx,.txt,.pdf,image/*"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {values.fileId ? (
        <div className="row t13 plan-paper">
          <Icon name="file" size="s" />
          <span className="sp ell" {...planWords}>
            {values.fileName}
          </span>
          <IconButton
            icon="close"
            name={t('evidence.remove', { name: values.fileName })}
            onClick={() => set({ fileId: '', fileName: '' })}
          />
        </div>
      ) : null}
      {fault ? <Note kind="refuse">{fault}</Note> : null}
    </div>
  );
}
