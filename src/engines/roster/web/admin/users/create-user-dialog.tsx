import { createUser, listUsers } from '#engines/roster/contract';
import { Button, Field, Overlay, Segmented, TextInput, showToast, useAct } from '#ui';
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

/** Makes an account with a first role, then shows the password that is to be used once. */
export function CreateUserDialog({ onClose }: { onClose: () => void }) {
  const t = useRosterTexts();
  const [values, setValues] = useState(blank);
  const [person, setPerson] = useState<PickedPerson | null>(null);
  const [isTried, setTried] = useState(false);
  const act = useAct(createUser, { changes: [listUsers], onDone: () => showToast(t('users.created')) });
  const [slip, setSlip] = useState<{ name: string; username: string; password: string } | null>(null);
  const faults = useFaults()(values, person);
  const set = (patch: Partial<typeof blank>) => setValues((before) => ({ ...before, ...patch }));
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  const send = async (): Promise<void> => {
    const username = values.username.trim();
    const ofOther = values.kind === 'other' ? { name: values.name.trim() } : {};
    const body = {
      personId: values.kind === 'person' ? (person?.id ?? null) : null,
      role: values.role,
      unitId: values.unitId,
      ...(username ? { username } : {}),
      ...ofOther,
    };
    const made = await act.act({ body });
    if (!made) return;
    if (made.oneTimePassword)
      setSlip({ name: made.user.name, username: made.user.username, password: made.oneTimePassword });
    else onClose();
  };
  const submit = (): boolean => {
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== undefined)) return false;
    void send();
    return true;
  };
  if (slip)
    return (
      <Overlay
        title={t('users.createdTitle')}
        onClose={onClose}
        acts={<Button onClick={onClose}>{t('users.handedOver')}</Button>}
      >
        <PasswordSlip {...slip} />
      </Overlay>
    );
  const kinds = [
    { value: 'person' as const, label: t('users.ofPerson') },
    { value: 'other' as const, label: t('users.ofOther') },
  ];
  return (
    <FormDialog
      title={t('users.new')}
      effect={t('users.newEffect')}
      submit={t('users.create')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
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
        <Field label={t('users.person')} fault={show(faults.person)}>
          <PersonPick
            label={t('users.person')}
            name={person ? `${person.name}（${person.staffNumber}）` : ''}
            onPick={setPerson}
            onClear={() => setPerson(null)}
          />
        </Field>
      ) : (
        <Field label={t('people.name')} fault={show(faults.name)}>
          <TextInput value={values.name} maxLength={60} onChange={(event) => set({ name: event.target.value })} />
        </Field>
      )}
      <Field
        label={t('users.username')}
        isOptional={values.kind === 'person'}
        hint={values.kind === 'person' ? t('users.usernameHint') : undefined}
        fault={show(faults.username)}
      >
        <TextInput
          value={values.username}
          maxLength={100}
          autoCapitalize="none"
          onChange={(event) => set({ username: event.target.value })}
        />
      </Field>
      <Field label={t('users.role')} width="half" fault={show(faults.role)}>
        <RoleSelect value={values.role} onChange={(role) => set({ role })} />
      </Field>
      <Field label={t('users.onUnit')} width="half" fault={show(faults.unitId)}>
        <UnitPick value={values.unitId} onChange={(unitId) => set({ unitId })} />
      </Field>
    </FormDialog>
  );
}
