import { isDay } from '#kernel/contract';
import {
  Button,
  Checkbox,
  DayInput,
  Field,
  Note,
  Select,
  TextArea,
  TextInput,
  UploadBox,
  call,
  focusFirstFault,
  messageOf,
  newKey,
  showToast,
  useAct,
  useCall,
  useDraft,
  useSearch,
  useToday,
  useUiTexts,
} from '#ui';
import { Drawer } from '#ui/desktop';
import { PersonPick } from '#engines/roster/web';
import { type FormEvent, useRef, useState } from 'react';
import {
  type ApplicationForm,
  type ApplicationKind,
  addPaper,
  applicationKinds,
  enterApplication,
  listApplications,
} from '../../applications/contract';
import { showMember } from '../../register/contract';
import { useMembershipTerms, useMembershipTexts } from '../texts';
import '../styles/membership.css';

interface Draft {
  kind: ApplicationKind;
  personId: string;
  personName: string;
  submittedOn: string;
  paperId: string;
  paperName: string;
  /** The fields of all kinds by name; each kind takes its own. */
  fields: Readonly<Record<string, string>>;
  paysByPayroll: boolean;
}

interface FieldSpec {
  readonly name: string;
  readonly as: 'line' | 'text' | 'day';
  readonly isOptional?: boolean;
}

/** What each kind asks for beside the person, the day and the paper. */
const fieldsOf: Readonly<Record<ApplicationKind, readonly FieldSpec[]>> = {
  join: [{ name: 'words', as: 'text', isOptional: true }],
  transfer_in: [
    { name: 'fromUnion', as: 'line' },
    { name: 'formNumber', as: 'line' },
    { name: 'memberSince', as: 'day' },
  ],
  withdrawal: [{ name: 'words', as: 'text', isOptional: true }],
  lapse: [
    { name: 'unpaidSince', as: 'day' },
    { name: 'notTakingPart', as: 'text' },
    { name: 'noGoodReason', as: 'text' },
    { name: 'educationRefused', as: 'text' },
    { name: 'talkOn', as: 'day' },
  ],
  expulsion: [
    { name: 'judgement', as: 'line' },
    { name: 'words', as: 'text' },
  ],
};
const needsPaper = (kind: ApplicationKind): boolean => kind !== 'lapse' && kind !== 'expulsion';

/** The form as the endpoint takes it; whoever enters a paper copies the signature that stands on it. */
function formOf({ kind, fields, personName, paysByPayroll }: Draft): ApplicationForm {
  const of = (name: string) => (fields[name] ?? '').trim();
  const signedName = personName;
  switch (kind) {
    case 'join':
      return {
        ...{ kind, signedName, isDeclared: true, words: of('words'), paysByPayroll },
        ...{ education: null, politicalStatus: null },
      };
    case 'transfer_in':
      return {
        kind,
        fromUnion: of('fromUnion'),
        formNumber: of('formNumber'),
        memberSince: of('memberSince'),
        words: '',
      };
    case 'withdrawal':
      return { kind, signedName, words: of('words') };
    case 'lapse':
      return {
        ...{ kind, unpaidSince: of('unpaidSince'), talkOn: of('talkOn'), notTakingPart: of('notTakingPart') },
        ...{ noGoodReason: of('noGoodReason'), educationRefused: of('educationRefused') },
      };
    case 'expulsion':
      return { kind, judgement: of('judgement'), words: of('words') };
  }
}

function useFaults() {
  const t = useMembershipTexts();
  const ui = useUiTexts();
  return (draft: Draft): Readonly<Record<string, string>> => {
    const faults: Record<string, string> = {};
    if (draft.personId === '') faults.person = t('enter.personMissing');
    if (!isDay(draft.submittedOn)) faults.submittedOn = ui('field.dayWrong');
    if (needsPaper(draft.kind) && draft.paperId === '') faults.paper = t('enter.paperMissing');
    for (const { name, as, isOptional } of fieldsOf[draft.kind]) {
      const value = (draft.fields[name] ?? '').trim();
      if (as === 'day' && !isDay(value)) faults[name] = ui('field.dayWrong');
      else if (value === '' && !isOptional) faults[name] = ui('field.missing');
    }
    return faults;
  };
}

interface PartProps {
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  faults: Readonly<Record<string, string>>;
}

function OwnFields({ draft, set, faults }: PartProps) {
  const t = useMembershipTexts();
  const today = useToday();
  const put = (name: string) => (value: string) => set({ fields: { ...draft.fields, [name]: value } });
  const control = ({ name, as }: FieldSpec) => {
    const value = draft.fields[name] ?? '';
    if (as === 'day') return <DayInput value={value} yearAtHand={Number(today.slice(0, 4))} onChange={put(name)} />;
    if (as === 'line')
      return <TextInput maxLength={120} value={value} onChange={(event) => put(name)(event.target.value)} />;
    return <TextArea rows={2} maxLength={500} value={value} onChange={(event) => put(name)(event.target.value)} />;
  };
  return fieldsOf[draft.kind].map((spec) => (
    <Field
      key={`${draft.kind}.${spec.name}`}
      label={t(`fields.${spec.name as 'words'}`)}
      fault={faults[spec.name]}
      isOptional={spec.isOptional ?? false}
    >
      {control(spec)}
    </Field>
  ));
}

/** The photo or scan of the signed paper; it is kept at once, so that the draft can name it. */
function Paper({ draft, set, faults }: PartProps) {
  const t = useMembershipTexts();
  const ui = useUiTexts();
  const [error, setError] = useState<Error | null>(null);
  const send = async (file: File): Promise<void> => {
    setError(null);
    try {
      const kept = await call(addPaper, { query: { name: file.name }, body: file }, { idempotencyKey: newKey() });
      set({ paperId: kept.id, paperName: kept.name });
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    }
  };
  return (
    <div className="fld">
      <span className="label">{t('enter.paper')}</span>
      {draft.paperId === '' ? (
        <UploadBox
          types={['.jpg', '.jpeg', '.png', '.webp', '.pdf']}
          maxMegabytes={10}
          onFile={(file) => void send(file)}
        />
      ) : (
        <div className="row g8">
          <span className="ell">{draft.paperName}</span>
          <Button size="sm" onClick={() => set({ paperId: '', paperName: '' })}>
            {t('enter.otherPaper')}
          </Button>
        </div>
      )}
      {faults.paper ? <Note kind="refuse">{faults.paper}</Note> : null}
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
    </div>
  );
}

function Person({ draft, set, faults }: PartProps) {
  const t = useMembershipTexts();
  return (
    <Field label={t('enter.person')} fault={faults.person}>
      <PersonPick
        label={t('enter.person')}
        name={draft.personName}
        onPick={(person) => set({ personId: person.id, personName: person.name })}
        onClear={() => set({ personId: '', personName: '' })}
      />
    </Field>
  );
}

function useStart(): Draft {
  const [search] = useSearch();
  const today = useToday();
  const kind = applicationKinds.find((one) => one === search.kind) ?? 'join';
  const [start] = useState<Draft>(() => ({
    ...{ kind, personId: search.person ?? '', personName: '', submittedOn: today, paperId: '', paperName: '' },
    ...{ fields: {}, paysByPayroll: false },
  }));
  return start;
}

/** The draft; who was named by the address gets the name that the register knows. */
function useEntered(start: Draft) {
  const { values, set, drop } = useDraft<Draft>(`membership.enter.${start.kind}.${start.personId}`, start);
  const known = useCall(
    showMember,
    { params: { id: values.personId } },
    { enabled: values.personId !== '' && values.personName === '' },
  );
  const draft = values.personName === '' && known.data ? { ...values, personName: known.data.person.name } : values;
  return { draft, set, drop };
}

/** Enters a paper for somebody without a phone, or a proposal that nobody makes for himself. */
export function EnterDrawer({ onClose }: { onClose: () => void }) {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const ui = useUiTexts();
  const today = useToday();
  const form = useRef<HTMLFormElement>(null);
  const start = useStart();
  const { draft, set, drop } = useEntered(start);
  const [isTried, setTried] = useState(false);
  const found = useFaults()(draft);
  const faults = isTried ? found : {};
  const act = useAct(enterApplication, {
    changes: [listApplications],
    onDone: () => {
      drop();
      showToast(t('enter.done'));
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(found).length > 0) return void requestAnimationFrame(() => focusFirstFault(form.current));
    const { personId, submittedOn, paperId } = draft;
    void act.act({ body: { personId, form: formOf(draft), submittedOn, paperId: paperId === '' ? null : paperId } });
  };
  const parts = { draft, set, faults };
  return (
    <Drawer title={t('enter.title')} note={t('enter.note')} size="wide" onClose={onClose}>
      <form ref={form} noValidate className="mb-form" onSubmit={submit}>
        <Field label={t('list.kind')}>
          <Select
            options={applicationKinds.map((value) => ({ value, label: terms(`kinds.${value}`) }))}
            value={draft.kind}
            onChange={(event) => set({ kind: event.target.value as ApplicationKind })}
          />
        </Field>
        <Person {...parts} />
        <Field label={t(needsPaper(draft.kind) ? 'enter.signedOn' : 'enter.proposedOn')} fault={faults.submittedOn}>
          <DayInput
            value={draft.submittedOn}
            yearAtHand={Number(today.slice(0, 4))}
            onChange={(submittedOn) => set({ submittedOn })}
          />
        </Field>
        <OwnFields {...parts} />
        {draft.kind === 'join' ? (
          <Checkbox
            label={t('enter.payroll')}
            checked={draft.paysByPayroll}
            onChange={(event) => set({ paysByPayroll: event.target.checked })}
          />
        ) : null}
        {needsPaper(draft.kind) ? <Paper {...parts} /> : <Note>{t(`enter.rule_${draft.kind as 'lapse'}`)}</Note>}
        {act.error ? <Note kind="refuse">{messageOf(act.error, ui)}</Note> : null}
        <div className="row g8">
          <Button type="submit" kind="main" isBusy={act.isUnderWay}>
            {t('enter.submit')}
          </Button>
          <Button onClick={onClose}>{ui('cancel')}</Button>
        </div>
      </form>
    </Drawer>
  );
}
