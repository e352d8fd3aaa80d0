import { createUser, listPeople, listUsers } from '../../../contract';
import { Button, Field, Overlay, Segmented, TextInput, showToast, useAct, useCall } from '#ui';
import { useState } from 'react';
import { FormDialog } from '../../pieces/form-dialog';
import { PersonPick, type PickedPerson } from '../../pieces/person-pick';
import { UnitPick } from '../../pieces/unit-pick';
import { useRosterTexts } from '../../texts';
import { PasswordSlip } from './password-slip';
import { RoleSelect } from './role-select';

const blank = { kind: 'person' as 'person' | 'other', name: '', username: '', role: 'worker', unitId: '' };

function useFaults() {
  const t = useRosterTexts();
  return (values: typeof blank, person: PickedPerson | null) => ({
    person: values.kind === 'person' && person === null ? t('users.personMissing') : undefined,
    name: values.kind === 'other' && values.name.trim() === '' ? t('users.nameMissing') : undefined,
    username: values.kind === 'other' && values.username.trim() === '' ? t('users.usernameMissing') : undefined,
    role: values.role === '' ? t('users.roleMissing') : undefined,
    unitId: values.unitId === '' ? t('pick.unitMissing') : undefined,
  });
}

type Values = typeof blank;
type Slip = Parameters<typeof PasswordSlip>[0];

interface PartProps {
  values: Values;
  person: PickedPerson | null;
  faults: Partial<ReturnType<ReturnType<typeof useFaults>>>;
  set: (patch: Partial<Values>) => void;
  setPerson: (person: PickedPerson | null) => void;
}

function WhoFields({ values, person, faults, set, setPerson }: PartProps) {
  const t = useRosterTexts();
  const kinds = [
    { value: 'person' as const, label: t('users.ofPerson') },
    { value: 'other' as const, label: t('users.ofOther') },
  ];
  return (
    <>
      <div className="fld">
        <span className="label">{t('users.forWhom')}</span>
        <div>
          <Segmented
            label={t('users.forWhom')}
            value={values.kind}
            options={kinds}
            onChange={(kind) => set({ kind })}
          />
        </div>
      </div>
      {values.kind === 'person' ? (
        <Field label={t('users.person')} fault={faults.person}>
          <PersonPick
            label={t('users.person')}
            name={person ? `${person.name} · ${person.staffNumber}` : ''}
            onPick={setPerson}
            onClear={() => setPerson(null)}
          />
        </Field>
      ) : (
        <Field label={t('people.name')} fault={faults.name}>
          <TextInput value={values.name} maxLength={60} onChange={(event) => set({ name: event.target.value })} />
        </Field>
      )}
    </>
  );
}

function AccountFields({ values, faults, set }: PartProps) {
  const t = useRosterTexts();
  const isPerson = values.kind === 'person';
  const hint = isPerson ? t('users.usernameHint') : undefined;
  return (
    <>
      <Field label={t('users.username')} isOptional={isPerson} hint={hint} fault={faults.username}>
        <TextInput
          value={values.username}
          maxLength={100}
          autoCapitalize="none"
          onChange={(event) => set({ username: event.target.value })}
        />
      </Field>
      <Field label={t('users.role')} width="half" fault={faults.role}>
        <RoleSelect value={values.role} onChange={(role) => set({ role })} />
      </Field>
      <Field label={t('users.onUnit')} width="half" fault={faults.unitId}>
        <UnitPick value={values.unitId} onChange={(unitId) => set({ unitId })} />
      </Field>
    </>
  );
}

function bodyOf(values: Values, person: PickedPerson | null) {
  const username = values.username.trim();
  return {
    personId: values.kind === 'person' ? (person?.id ?? null) : null,
    role: values.role,
    unitId: values.unitId,
    ...(username ? { username } : {}),
    ...(values.kind === 'other' ? { name: values.name.trim() } : {}),
  };
}

export interface CreateUserDialogProps {
  /** The staff number of whom another page has named: the form begins with them. */
  staffNumber?: string;
  onClose: () => void;
}

/** Makes an account with a first role, then shows the password that is to be used once. */
export function CreateUserDialog({ staffNumber, onClose }: CreateUserDialogProps) {
  const isNamed = staffNumber !== undefined;
  // The list and not the person's file: to open a form is no reading of a file.
  const found = useCall(listPeople, { query: { limit: 8, search: staffNumber ?? '' } }, { enabled: isNamed });
  if (isNamed && found.isLoading) return null;
  const first = found.data?.rows.find((person) => person.staffNumber === staffNumber);
  return <CreateUserForm first={first ?? null} onClose={onClose} />;
}

function CreateUserForm({
  first,
  onClose,
}: {
  first: (PickedPerson & { unitId: string | null }) | null;
  onClose: () => void;
}) {
  const t = useRosterTexts();
  const [values, setValues] = useState({ ...blank, unitId: first?.unitId ?? '' });
  const [person, setPerson] = useState<PickedPerson | null>(first);
  const [isTried, setTried] = useState(false);
  const [slip, setSlip] = useState<Slip | null>(null);
  const act = useAct(createUser, { changes: [listUsers], onDone: () => showToast(t('users.created')) });
  const faults = useFaults()(values, person);
  const send = async (): Promise<void> => {
    const made = await act.act({ body: bodyOf(values, person) });
    if (!made) return;
    const { user, oneTimePassword } = made;
    if (oneTimePassword) setSlip({ name: user.name, username: user.username, password: oneTimePassword });
    else onClose();
  };
  const submit = (): boolean => {
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== undefined)) return false;
    void send();
    return true;
  };
  if (slip) {
    const close = <Button onClick={onClose}>{t('users.handedOver')}</Button>;
    return (
      <Overlay title={t('users.createdTitle')} onClose={onClose} acts={close} closesBy="acts">
        <PasswordSlip {...slip} />
      </Overlay>
    );
  }
  const set = (patch: Partial<Values>) => setValues((before) => ({ ...before, ...patch }));
  const parts = { values, person, faults: isTried ? faults : {}, set, setPerson };
  const dialog = { title: t('users.new'), effect: t('users.newEffect'), submit: t('users.create'), onClose };
  return (
    <FormDialog {...dialog} error={act.error} isBusy={act.isUnderWay} onSubmit={submit}>
      <WhoFields {...parts} />
      <AccountFields {...parts} />
    </FormDialog>
  );
}
