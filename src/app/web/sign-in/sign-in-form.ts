import { signIn } from '#kernel/contract';
import { CallRefused, call } from '#ui';
import { type Doors, knock } from './attempt';
import { el } from './dom';
import { textField } from './text-field';
import { say } from './words';

/** What has been typed outlives a change of language. */
const typed = { username: '', password: '' };

/** User name and password. */
export function signInForm(doors: Doors): HTMLFormElement {
  const username = textField({
    id: 'username',
    label: say('signIn.username'),
    example: say('signIn.usernameExample'),
    autocomplete: 'username',
  });
  const password = textField({ id: 'password', label: say('signIn.password'), autocomplete: 'current-password' });
  username.input.value = typed.username;
  password.input.value = typed.password;
  const submit = el('button', { type: 'submit', class: 'btn main-act lg wide' }, say('signIn.submit'));
  const form = el('form', { class: 'col g16', novalidate: true }, username.element, password.element, submit);
  form.append(el('p', { class: 'dim t13' }, say('signIn.forgotten')));
  form.addEventListener('input', () => {
    typed.username = username.input.value;
    typed.password = password.input.value;
  });

  const send = async (): Promise<void> => {
    submit.setAttribute('aria-disabled', 'true');
    submit.textContent = say('signIn.busy');
    try {
      const given = { ...typed };
      const enter = (secondFactor?: string) => call(signIn, { body: { ...given, secondFactor } });
      await knock({ enter, password: given.password }, doors);
    } catch (error) {
      const isRefused = error instanceof CallRefused;
      password.setFault(isRefused ? error.message : say('signIn.network'));
      if (isRefused && error.code === 'session.wrong_password') password.input.select();
      password.input.focus();
    } finally {
      submit.removeAttribute('aria-disabled');
      submit.textContent = say('signIn.submit');
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (submit.getAttribute('aria-disabled') === 'true') return;
    username.setFault(username.input.value.trim() === '' ? say('signIn.usernameMissing') : null);
    password.setFault(password.input.value === '' ? say('signIn.passwordMissing') : null);
    const faulty = form.querySelector<HTMLInputElement>('[aria-invalid]');
    if (faulty) faulty.focus();
    else void send();
  });
  return form;
}
