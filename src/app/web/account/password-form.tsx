import { SHORTEST_PASSWORD, changePassword } from '#kernel/contract';
import { Button, CallRefused, Field, TextInput, focusFirstFault, messageOf, showToast, useAct, useUiTexts } from '#ui';
import { type FormEvent, useRef, useState } from 'react';
import { useShellTexts } from '../shell-texts';

type Name = 'currentPassword' | 'newPassword' | 'again';
type Values = Record<Name, string>;
const blank: Values = { currentPassword: '', newPassword: '', again: '' };

/** Changes the own password; all other devices are signed out by it. */
export function PasswordForm() {
  const t = useShellTexts();
  const ui = useUiTexts();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(blank);
  const [faults, setFaults] = useState<Partial<Values>>({});
  const change = useAct(changePassword, {
    onDone: () => {
      setValues(blank);
      showToast(t('password.done'));
    },
  });
  const check = (): Partial<Values> => ({
    ...(values.currentPassword === '' && { currentPassword: t('password.missing') }),
    ...(values.newPassword.length < SHORTEST_PASSWORD && { newPassword: t('password.short') }),
    ...(values.again !== values.newPassword && { again: t('password.differs') }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = check();
    setFaults(found);
    if (Object.keys(found).length > 0) return void requestAnimationFrame(() => focusFirstFault(form.current));
    const { currentPassword, newPassword } = values;
    void change.act({ body: { currentPassword, newPassword } });
  };
  const refused = change.error instanceof CallRefused ? change.error.code : null;
  const said = change.error ? messageOf(change.error, ui) : undefined;
  const isOfCurrent = refused === 'session.wrong_password';
  const field = (name: Name, label: string, fault: string | undefined, hint?: string) => (
    <Field label={label} name={name} fault={faults[name] ?? fault} hint={hint}>
      <TextInput
        type="password"
        autoComplete={name === 'currentPassword' ? 'current-password' : 'new-password'}
        value={values[name]}
        onChange={(event) => setValues({ ...values, [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <form ref={form} className="col g16" noValidate onSubmit={submit}>
      {field('currentPassword', t('password.current'), isOfCurrent ? said : undefined)}
      {field('newPassword', t('password.new'), !isOfCurrent ? said : undefined, t('password.rule'))}
      {field('again', t('password.again'), undefined)}
      <div>
        <Button type="submit" kind="main" isBusy={change.isUnderWay}>
          {t('password.submit')}
        </Button>
      </div>
    </form>
  );
}
