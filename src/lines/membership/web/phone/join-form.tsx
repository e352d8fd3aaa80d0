import {
  Button,
  Card,
  Checkbox,
  Field,
  Note,
  Select,
  TextArea,
  TextInput,
  focusFirstFault,
  messageOf,
  showToast,
  useAct,
  useDraft,
  useUiTexts,
} from '#ui';
import type { EndpointResponse } from '#kernel/contract';
import { type FormEvent, useRef, useState } from 'react';
import {
  type ApplicationForm,
  type ApplicationWhole,
  applyOwn,
  correctOwn,
  educations,
  getOwnMembership,
  politicalStatuses,
} from '../../applications/contract';
import { useMembershipTerms, useMembershipTexts } from '../texts';
import '../styles/membership.css';

type Education = (typeof educations)[number];
type PoliticalStatus = (typeof politicalStatuses)[number];

interface Draft {
  words: string;
  education: Education | '';
  politicalStatus: PoliticalStatus | '';
  paysByPayroll: boolean;
  isDeclared: boolean;
  signedName: string;
}

interface JoinFormProps {
  own: EndpointResponse<typeof getOwnMembership>;
  /** The returned application that is corrected; null for a new one. */
  corrects: ApplicationWhole | null;
  onDone: () => void;
}

const blank: Draft = {
  ...{ words: '', education: '', politicalStatus: '', paysByPayroll: false, isDeclared: false, signedName: '' },
};

function draftOf(corrects: ApplicationWhole | null): Draft {
  if (corrects?.form.kind !== 'join') return blank;
  const { words, education, politicalStatus, paysByPayroll, signedName } = corrects.form;
  return {
    ...{ words, education: education ?? '', politicalStatus: politicalStatus ?? '' },
    ...{ paysByPayroll, isDeclared: true, signedName },
  };
}

/** What the roster knows already, and what only the applicant can say. */
function Facts({ own }: Pick<JoinFormProps, 'own'>) {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const { person } = own;
  const lines: readonly [string, string][] = [
    [t('fields.name'), person.name],
    [t('fields.staffNumber'), person.staffNumber],
    [t('fields.unit'), person.unit?.name ?? ''],
    [t('fields.employment'), terms(`employment.${person.employmentKind}`)],
  ];
  return (
    <>
      <dl className="mb-facts">
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="dim t13">{t('fields.wrongFacts')}</p>
    </>
  );
}

interface PartProps {
  values: Draft;
  set: (patch: Partial<Draft>) => void;
}

function OwnWords({ values, set }: PartProps) {
  const t = useMembershipTexts();
  return (
    <>
      <Field label={t('fields.words')} isOptional>
        <TextArea
          value={values.words}
          maxLength={500}
          rows={3}
          onChange={(event) => set({ words: event.target.value })}
        />
      </Field>
      <Field label={t('fields.education')} isOptional>
        <Select
          options={educations.map((value) => ({ value, label: t(`education.${value}`) }))}
          blank={t('choose')}
          value={values.education}
          onChange={(event) => set({ education: event.target.value as Draft['education'] })}
        />
      </Field>
      <Field label={t('fields.political')} isOptional>
        <Select
          options={politicalStatuses.map((value) => ({ value, label: t(`political.${value}`) }))}
          blank={t('choose')}
          value={values.politicalStatus}
          onChange={(event) => set({ politicalStatus: event.target.value as Draft['politicalStatus'] })}
        />
      </Field>
      <Checkbox
        label={t('fields.payrollConsent')}
        checked={values.paysByPayroll}
        onChange={(event) => set({ paysByPayroll: event.target.checked })}
      />
    </>
  );
}

/** The words that are signed, the tick, and the typed name as signature. */
function Signature({ values, set, own, isTried }: PartProps & Pick<JoinFormProps, 'own'> & { isTried: boolean }) {
  const t = useMembershipTexts();
  const isOwnName = values.signedName.replace(/\s/g, '') === own.person.name.replace(/\s/g, '');
  return (
    <>
      <p className="mb-declaration" lang="zh-CN">
        {own.declaration.text}
      </p>
      <Checkbox
        label={t('fields.declare')}
        checked={values.isDeclared}
        aria-invalid={isTried && !values.isDeclared ? true : undefined}
        onChange={(event) => set({ isDeclared: event.target.checked })}
      />
      {isTried && !values.isDeclared ? <Note kind="refuse">{t('fields.declareMissing')}</Note> : null}
      <Field
        label={t('fields.signature')}
        hint={t('fields.signatureHint')}
        fault={isTried && !isOwnName ? t('fields.signatureWrong', { name: own.person.name }) : undefined}
      >
        <TextInput
          value={values.signedName}
          maxLength={60}
          onChange={(event) => set({ signedName: event.target.value })}
        />
      </Field>
    </>
  );
}

/** The application on the phone: prefilled, in words of one's own, signed by the typed name. What is typed is kept. */
export function JoinForm({ own, corrects, onDone }: JoinFormProps) {
  const t = useMembershipTexts();
  const ui = useUiTexts();
  const form = useRef<HTMLFormElement>(null);
  const [start] = useState(() => draftOf(corrects));
  const draft = useDraft<Draft>(`membership.join${corrects ? `.${corrects.id}.${corrects.version}` : ''}`, start);
  const [isTried, setTried] = useState(false);
  const { values, set } = draft;
  const done = () => {
    draft.drop();
    showToast(t('fields.sent'));
    onDone();
  };
  const changes = [getOwnMembership];
  const send = useAct(applyOwn, { changes, onDone: done });
  const correct = useAct(correctOwn, { changes, onDone: done });
  const { error, isUnderWay } = corrects ? correct : send;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const isSigned = values.signedName.replace(/\s/g, '') === own.person.name.replace(/\s/g, '');
    if (!values.isDeclared || !isSigned) return void requestAnimationFrame(() => focusFirstFault(form.current));
    const { words, education, politicalStatus, paysByPayroll, signedName } = values;
    const given: Extract<ApplicationForm, { kind: 'join' }> = {
      ...{ kind: 'join', isDeclared: true, words, paysByPayroll, signedName },
      education: education === '' ? null : education,
      politicalStatus: politicalStatus === '' ? null : politicalStatus,
    };
    if (corrects) void correct.act({ params: { id: corrects.id }, body: { form: given, version: corrects.version } });
    else void send.act({ body: { form: given, declarationId: own.declaration.id } });
  };
  return (
    <Card title={t(corrects ? 'fields.correctTitle' : 'fields.joinTitle')}>
      <form ref={form} className="mb-form" noValidate onSubmit={submit}>
        <Facts own={own} />
        <OwnWords values={values} set={set} />
        <Signature values={values} set={set} own={own} isTried={isTried} />
        {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
        <Button wide size="lg" type="submit" kind="main" isBusy={isUnderWay}>
          {t('fields.submit')}
        </Button>
      </form>
    </Card>
  );
}
