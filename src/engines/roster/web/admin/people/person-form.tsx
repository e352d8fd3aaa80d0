import {
  type PersonDossier,
  type PersonRow,
  createPerson,
  educations,
  employmentKinds,
  genders,
  listPeople,
  nationCodes,
  showPerson,
  updatePerson,
} from '../../../contract';
import { Checkbox, TextInput, showToast, useAct, useToday } from '#ui';
import { Drawer, type FieldWords, FormFromSchema, type RawValue } from '#ui/desktop';
import { useState } from 'react';
import { useDoubleWarning } from '../../doubles/double-warning';
import { UnitPick } from '../../pieces/unit-pick';
import { useDossierTexts } from '../../dossier/texts';
import { useRosterTerms, useRosterTexts } from '../../texts';

const touched = [listPeople, showPerson];
const newPerson = createPerson.body as NonNullable<typeof createPerson.body>;
const changedPerson = updatePerson.body as NonNullable<typeof updatePerson.body>;

const sealedNames = ['identityNumber', 'bankCard'] as const;
type SealedName = (typeof sealedNames)[number];
const basicNames = [
  'name',
  'staffNumber',
  'gender',
  'bornOn',
  'phone',
  'nation',
  'education',
  'formerNames',
  'reading',
] as const;

/** The words of the plain fields that both forms share. */
function usePlainWords() {
  const t = useRosterTexts();
  const words = useDossierTexts();
  const terms = useRosterTerms();
  const half = 'half' as const;
  return {
    name: { label: t('people.name'), width: half },
    staffNumber: { label: t('people.number'), width: half },
    reading: { label: t('people.reading'), hint: t('people.readingHint'), example: 'shan4 xiao3 ming2', width: half },
    gender: {
      label: t('people.gender'),
      width: half,
      options: genders.map((value) => ({ value, label: terms(`gender.${value}`) })),
    },
    bornOn: { label: t('people.born'), width: half },
    phone: { label: t('people.phone'), width: half },
    employmentKind: {
      label: t('people.employment'),
      width: half,
      options: employmentKinds.map((value) => ({ value, label: terms(`employment.${value}`) })),
    },
    formerNames: { label: words('fields.formerNames'), hint: words('fields.formerNamesHint'), width: half },
    nation: {
      label: words('fields.nation'),
      width: half,
      options: nationCodes.map((value) => ({ value, label: words(`nations.${value}`) })),
    },
    education: {
      label: words('fields.education'),
      width: half,
      options: educations.map((value) => ({ value, label: words(`educations.${value}`) })),
    },
    employer: { label: words('fields.employer'), hint: words('fields.employerHint'), width: half },
    isMigrant: { label: words('fields.isMigrant'), width: half },
  } satisfies Record<string, FieldWords>;
}

interface SealedInputProps {
  value: RawValue;
  onChange: (value: RawValue) => void;
  /** Given where something is on record that may be taken away. */
  clear: { isOn: boolean; toggle: () => void } | null;
}

function SealedInput({ value, onChange, clear }: SealedInputProps) {
  const words = useDossierTexts();
  return (
    <>
      <TextInput
        value={typeof value === 'string' ? value : ''}
        maxLength={40}
        readOnly={clear?.isOn ?? false}
        onChange={(event) => onChange(event.target.value)}
      />
      {clear ? <Checkbox label={words('fields.clear')} checked={clear.isOn} onChange={clear.toggle} /> : null}
    </>
  );
}

/** The sealed fields: typed anew or left empty, never in a draft; what is on record shows its ends only. */
function useSealedWords(dossier: PersonDossier | null) {
  const words = useDossierTexts();
  const [cleared, setCleared] = useState<readonly SealedName[]>([]);
  const hintOf = (name: SealedName): string => {
    const known = dossier?.[name];
    if (known?.state === 'unreadable') return words('fields.unreadableHint');
    return known?.state === 'kept' ? words('fields.keepHint', { mask: known.mask ?? '' }) : words('fields.secretHint');
  };
  const fieldOf = (name: SealedName): FieldWords => {
    const isOn = cleared.includes(name);
    const toggle = () => setCleared(isOn ? cleared.filter((one) => one !== name) : [...cleared, name]);
    const clear = dossier && dossier[name].state !== 'none' ? { isOn, toggle } : null;
    return {
      label: words(`fields.${name}`),
      hint: hintOf(name),
      width: 'half',
      isSecret: true,
      control: (value, onChange) => <SealedInput value={value} onChange={onChange} clear={clear} />,
    };
  };
  return {
    fields: { identityNumber: fieldOf('identityNumber'), bankCard: fieldOf('bankCard') },
    /** The request with what is to be taken away. */
    withCleared: <Body extends object>(body: Body): Body => ({
      ...body,
      ...Object.fromEntries(cleared.map((name) => [name, null])),
    }),
  };
}

function useSectionTitles() {
  const words = useDossierTexts();
  return {
    basic: words('sections.basic'),
    identity: words('sections.identity'),
    employment: words('sections.employment'),
  };
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const t = useRosterTexts();
  const today = useToday();
  const words = usePlainWords();
  const sealed = useSealedWords(null);
  const titles = useSectionTitles();
  const double = useDoubleWarning();
  const save = useAct(createPerson, { changes: touched, onDone: () => (showToast(t('people.created')), onClose()) });
  const unit: FieldWords = {
    label: t('people.unit'),
    width: 'half',
    control: (value, set) => <UnitPick value={String(value)} onChange={set} />,
  };
  return (
    <>
      <FormFromSchema
        schema={newPerson}
        draftKey="roster.person.new"
        initial={{ from: today }}
        fields={{ ...words, ...sealed.fields, unitId: unit, from: { label: t('people.since'), width: 'half' } }}
        sections={[
          { title: titles.basic, fields: basicNames },
          { title: titles.identity, fields: sealedNames },
          { title: titles.employment, fields: ['unitId', 'from', 'employmentKind', 'employer', 'isMigrant'] },
        ]}
        submit={t('people.create')}
        isBusy={save.isUnderWay}
        error={save.error}
        onCancel={onClose}
        onSubmit={async (body) => ((await double.mayGoOn(body)) ? save.act({ body }) : undefined)}
      />
      {double.warning}
    </>
  );
}

interface Known {
  person: PersonRow;
  dossier: PersonDossier;
}

function UpdateForm({ known, onClose }: { known: Known; onClose: () => void }) {
  const { person, dossier } = known;
  const t = useRosterTexts();
  const words = usePlainWords();
  const sealed = useSealedWords(dossier);
  const titles = useSectionTitles();
  const double = useDoubleWarning();
  const save = useAct(updatePerson, { changes: touched, onDone: () => (showToast(t('people.updated')), onClose()) });
  const { name, staffNumber, reading, gender, bornOn, phone, employmentKind, version } = person;
  const { formerNames, nation, education, employer, isMigrant } = dossier;
  const plain = { name, staffNumber, reading, gender, bornOn, phone, employmentKind };
  return (
    <>
      <FormFromSchema
        schema={changedPerson}
        draftKey={`roster.person.${person.id}`}
        initial={{ ...plain, formerNames, nation, education, employer, isMigrant }}
        fixed={{ version }}
        fields={{ ...words, ...sealed.fields, version: { label: '', isHidden: true } }}
        sections={[
          { title: titles.basic, fields: basicNames },
          { title: titles.identity, fields: sealedNames },
          { title: titles.employment, fields: ['employmentKind', 'employer', 'isMigrant'] },
        ]}
        submit={t('save')}
        isBusy={save.isUnderWay}
        error={save.error}
        onCancel={onClose}
        onSubmit={async (body) => {
          const isTouched =
            body.name !== name || body.bornOn !== bornOn || body.phone !== phone || Boolean(body.identityNumber);
          if (isTouched && !(await double.mayGoOn({ ...body, exceptId: person.id }))) return undefined;
          return save.act({ params: { id: person.id }, body: sealed.withCleared(body) });
        }}
      />
      {double.warning}
    </>
  );
}

/** Adds a person, or corrects what is known of one. */
export function PersonFormDrawer({ known, onClose }: { known: Known | null; onClose: () => void }) {
  const t = useRosterTexts();
  const title = known ? t('people.updateTitle', { name: known.person.name }) : t('people.new');
  return (
    <Drawer title={title} size="wide" onClose={onClose}>
      {known ? <UpdateForm known={known} onClose={onClose} /> : <CreateForm onClose={onClose} />}
    </Drawer>
  );
}
