import { SHORTEST_PASSWORD, changePassword } from '#kernel/contract';
import { CallRefused, call, newKey } from '#ui';
import { el } from './dom';
import { textField } from './text-field';
import { say } from './words';

/** The forced change of a first password. The present one is asked for only where it was not just typed. */
export function firstPasswordForm(justTyped: string | null, onDone: () => void): HTMLFormElement {
  const current = textField({ id: 'current', label: say('password.current'), autocomplete: 'current-password' });
  const fresh = textField({
    id: 'fresh',
    label: say('password.new'),
    hint: say('password.rule'),
    autocomplete: 'new-password',
  });
  const again = textField({ id: 'again', label: say('password.again'), autocomplete: 'new-password' });
  const submit = el('button', { type: 'submit', class: 'btn main-act lg wide' }, say('password.submit'));
  const form = el('form', { class: 'col g16', novalidate: true }, el('p', {}, say('password.firstText')));
  if (justTyped === null) form.append(current.element);
  form.append(fresh.element, again.element, submit);

  const send = async (): Promise<void> => {
    submit.setAttribute('aria-disabled', 'true');
    const body = { currentPassword: justTyped ?? current.input.value, newPassword: fresh.input.value };
    try {
      await call(changePassword, { body }, { idempotencyKey: newKey() });
      onDone();
    } catch (error) {
      const isOfCurrent = error instanceof CallRefused && error.code === 'session.wrong_password' && justTyped === null;
      const field = isOfCurrent ? current : fresh;
      field.setFault(error instanceof CallRefused ? error.message : say('signIn.network'));
      field.input.focus();
    } finally {
      submit.removeAttribute('aria-disabled');
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (submit.getAttribute('aria-disabled') === 'true') return;
    current.setFault(justTyped === null && current.input.value === '' ? say('password.missing') : null);
    fresh.setFault(fresh.input.value.length < SHORTEST_PASSWORD ? say('password.short') : null);
    again.setFault(again.input.value === fresh.input.value ? null : say('password.differs'));
    const faulty = form.querySelector<HTMLInputElement>('[aria-invalid]');
    if (faulty) faulty.focus();
    else void send();
  });
  return form;
}
