import {
  type PersonRow,
  createPerson,
  employmentKinds,
  genders,
  listPeople,
  showPerson,
  updatePerson,
} from '../../../contract';
import { showToast, useAct, useToday } from '#ui';
import { Drawer, FormFromSchema } from '#ui/desktop';
import { useDoubleWarning } from '../../doubles/double-warning';
import { UnitPick } from '../../pieces/unit-pick';
import { useRosterTerms, useRosterTexts } from '../../texts';

const touched = [listPeople, showPerson];
const newPerson = createPerson.body as NonNullable<typeof createPerson.body>;
const changedPerson = updatePerson.body as NonNullable<typeof updatePerson.body>;

/** The words of the fields that both forms share. */
function useFieldWords() {
  const t = useRosterTexts();
  const terms = useRosterTerms();
  return {
    name: { label: t('people.name') },
    staffNumber: { label: t('people.number'), width: 'half' as const },
    reading: { label: t('people.reading'), hint: t('people.readingHint'), example: 'shan4 xiao3 ming2' },
    gender: {
      label: t('people.gender'),
      width: 'half' as const,
      options: genders.map((value) => ({ value, label: terms(`gender.${value}`) })),
    },
    bornOn: { label: t('people.born'), width: 'half' as const },
    phone: { label: t('people.phone'), width: 'half' as const },
    employmentKind: {
      label: t('people.employment'),
      width: 'half' as const,
      options: employmentKinds.map((value) => ({ value, label: terms(`employment.${value}`) })),
    },
  };
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const t = useRosterTexts();
  const today = useToday();
  const words = useFieldWords();
  const double = useDoubleWarning();
  const save = useAct(createPerson, { changes: touched, onDone: () => (showToast(t('people.created')), onClose()) });
  const unit = {
    label: t('people.unit'),
    width: 'half' as const,
    control: (value: unknown, set: (value: string) => void) => <UnitPick value={String(value)} onChange={set} />,
  };
  return (
    <>
      <FormFromSchema
        schema={newPerson}
        draftKey="roster.person.new"
        initial={{ from: today }}
        fields={{ ...words, unitId: unit, from: { label: t('people.since'), width: 'half' } }}
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

function UpdateForm({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const t = useRosterTexts();
  const words = useFieldWords();
  const double = useDoubleWarning();
  const save = useAct(updatePerson, { changes: touched, onDone: () => (showToast(t('people.updated')), onClose()) });
  const { name, staffNumber, reading, gender, bornOn, phone, employmentKind, version } = person;
  return (
    <>
      <FormFromSchema
        schema={changedPerson}
        draftKey={`roster.person.${person.id}.${version}`}
        initial={{ name, staffNumber, reading, gender, bornOn, phone, employmentKind }}
        fixed={{ version }}
        fields={{ ...words, version: { label: '', isHidden: true } }}
        submit={t('save')}
        isBusy={save.isUnderWay}
        error={save.error}
        onCancel={onClose}
        onSubmit={async (body) => {
          const isTouched = body.name !== name || body.bornOn !== bornOn || body.phone !== phone;
          if (isTouched && !(await double.mayGoOn({ ...body, exceptId: person.id }))) return undefined;
          return save.act({ params: { id: person.id }, body });
        }}
      />
      {double.warning}
    </>
  );
}

/** Adds a person, or corrects what is known of one. */
export function PersonFormDrawer({ person, onClose }: { person: PersonRow | null; onClose: () => void }) {
  const t = useRosterTexts();
  return (
    <Drawer title={person ? t('people.updateTitle', { name: person.name }) : t('people.new')} onClose={onClose}>
      {person ? <UpdateForm person={person} onClose={onClose} /> : <CreateForm onClose={onClose} />}
    </Drawer>
  );
}
