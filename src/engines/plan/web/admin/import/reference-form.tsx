import { MAX_DOCUMENT_BYTES, importReference, listPlans } from '../../../contract';
import {
  Button,
  Card,
  Field,
  Note,
  TextInput,
  call,
  focusFirstFault,
  messageOf,
  navigate,
  newKey,
  useDraft,
  useToday,
  useUiTexts,
} from '#ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { DropBox } from './drop-box';

const isYear = (value: string) => /^(19|20)\d\d$/.test(value);

/** Who gave the plan out, for which years, and its file; the file is sent as soon as the rest is right. */
export function ReferenceForm() {
  const t = usePlanTexts();
  const box = useRef<HTMLDivElement>(null);
  const today = useToday();
  const [initial] = useState({ issuer: '', title: '', from: today.slice(0, 4), to: today.slice(0, 4) });
  const draft = useDraft('plan.reference', initial);
  const [file, setFile] = useState<File | null>(null);
  const [isAsked, setAsked] = useState(false);
  const work = useReference(() => draft.drop());
  const { issuer, title, from, to } = draft.values;
  const faults = {
    issuer: issuer.trim() ? undefined : t('above.issuerMissing'),
    years: !isYear(from) || !isYear(to) ? t('import.yearWrong') : from > to ? t('above.yearsTurned') : undefined,
    file: file ? undefined : t('above.fileMissing'),
  };
  const send = (): void => {
    setAsked(true);
    if (faults.issuer || faults.years || !file) {
      requestAnimationFrame(() => focusFirstFault(box.current));
      return;
    }
    void work.send(file, { issuer: issuer.trim(), title: title.trim(), fromYear: Number(from), toYear: Number(to) });
  };
  return (
    <Card title={t('above.import')}>
      <div className="col g16" ref={box}>
        <p className="dim t13">{t('above.importWhat')}</p>
        <Facts values={draft.values} set={draft.set} faults={isAsked ? faults : {}} />
        <ChosenFile file={file} fault={isAsked ? faults.file : undefined} isBusy={work.isBusy} onFile={setFile} />
        <Outcome work={work} />
        <div className="row">
          <span className="sp" />
          <Button kind="main" isBusy={work.isBusy} onClick={send}>
            {t('above.readIn')}
          </Button>
        </div>
      </div>
    </Card>
  );
}

interface ReferenceDraft {
  issuer: string;
  title: string;
  from: string;
  to: string;
}

function Facts({
  values,
  set,
  faults,
}: {
  values: ReferenceDraft;
  set: (patch: Partial<ReferenceDraft>) => void;
  faults: { issuer?: string | undefined; years?: string | undefined };
}) {
  const t = usePlanTexts();
  const { issuer, title, from, to } = values;
  return (
    <div className="fields">
      <Field label={t('above.issuer')} fault={faults.issuer}>
        <TextInput
          value={issuer}
          maxLength={80}
          placeholder={t('directive.senderExample')}
          onChange={(event) => set({ issuer: event.target.value })}
          {...planWords}
        />
      </Field>
      <Field label={t('review.planTitle')} isOptional hint={t('above.titleHint')}>
        <TextInput
          value={title}
          maxLength={120}
          onChange={(event) => set({ title: event.target.value })}
          {...planWords}
        />
      </Field>
      <Field label={t('above.fromYear')} width="third" fault={faults.years}>
        <TextInput
          inputMode="numeric"
          maxLength={4}
          value={from}
          onChange={(event) => set({ from: event.target.value.trim() })}
        />
      </Field>
      <Field label={t('above.toYear')} width="third">
        <TextInput
          inputMode="numeric"
          maxLength={4}
          value={to}
          onChange={(event) => set({ to: event.target.value.trim() })}
        />
      </Field>
    </div>
  );
}

function ChosenFile(props: {
  file: File | null;
  fault: string | undefined;
  isBusy: boolean;
  onFile: (file: File) => void;
}) {
  const t = usePlanTexts();
  return (
    <>
      <DropBox isOnlyAct={false} isBusy={props.isBusy} limit={MAX_DOCUMENT_BYTES} onFile={props.onFile} />
      {props.file ? (
        <p className="t13" role="status">
          {t('above.chosen', { name: props.file.name })}
        </p>
      ) : null}
      {props.fault ? <Note kind="refuse">{props.fault}</Note> : null}
    </>
  );
}

function Outcome({ work }: { work: ReturnType<typeof useReference> }) {
  const say = useUiTexts();
  return work.error ? <Note kind="refuse">{messageOf(work.error, say)}</Note> : null;
}

interface ReferenceFacts {
  issuer: string;
  title: string;
  fromYear: number;
  toYear: number;
}

/** A file sent again after a lost answer carries the same key. */
function useReference(onDone: () => void) {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const intent = useRef<{ of: string; key: string } | null>(null);
  const send = async (file: File, facts: ReferenceFacts): Promise<void> => {
    const of = JSON.stringify([file.name, file.size, file.lastModified, facts]);
    if (intent.current?.of !== of) intent.current = { of, key: newKey() };
    setBusy(true);
    setError(null);
    try {
      const query = { name: file.name.slice(0, 200), ...facts };
      const { planId } = await call(importReference, { query, body: file }, { idempotencyKey: intent.current.key });
      await client.invalidateQueries({ queryKey: [listPlans.name] });
      onDone();
      navigate(`/plan/${planId}/text`);
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setBusy(false);
    }
  };
  return { send, isBusy, error };
}
