import { SHORTEST_PASSWORD, signIn, useCode } from '#kernel/contract';
import { CallRefused, call } from '#ui';
import { type Doors, knock } from './attempt';
import { el } from './dom';
import { textField } from './text-field';
import { say } from './words';

/** What has been typed outlives a change of language. */
const typed: Partial<Record<'staffNumber' | 'code' | 'password' | 'again', string>> = {};

/** Staff number and printed code, then a password of one's own: the account is opened and entered with it. */
export function slipForm(staffNumber: string, doors: Doors): HTMLFormElement {
  const fields = {
    staffNumber: textField({
      id: 'staffNumber',
      label: say('slip.staffNumber'),
      example: say('slip.staffNumberExample'),
      autocomplete: 'username',
    }),
    code: textField({ id: 'code', label: say('slip.code'), hint: say('slip.codeHint'), autocomplete: 'one-time-code' }),
    password: textField({
      id: 'password',
      label: say('slip.password'),
      hint: say('password.rule'),
      autocomplete: 'new-password',
    }),
    again: textField({ id: 'again', label: say('slip.again'), autocomplete: 'new-password' }),
  };
  const names = ['staffNumber', 'code', 'password', 'again'] as const;
  fields.staffNumber.input.value = staffNumber;
  for (const name of names) fields[name].input.value = typed[name] ?? fields[name].input.value;
  const submit = el('button', { type: 'submit', class: 'btn main-act lg wide' }, say('slip.submit'));
  const form = el('form', { class: 'col g16', novalidate: true }, el('p', {}, say('slip.text')));
  form.append(...names.map((name) => fields[name].element), submit);
  const value = (name: (typeof names)[number]): string => fields[name].input.value.trim();
  form.addEventListener('input', () => {
    for (const name of names) typed[name] = fields[name].input.value;
  });

  const send = async (): Promise<void> => {
    submit.setAttribute('aria-disabled', 'true');
    const password = fields.password.input.value;
    try {
      const body = { staffNumber: value('staffNumber'), code: value('code'), password };
      const { username } = await call(useCode, { body });
      const enter = (secondFactor?: string) => call(signIn, { body: { username, password, secondFactor } });
      await knock({ enter, password }, doors);
    } catch (error) {
      const refused = error instanceof CallRefused ? error : null;
      const field = fields[refused?.code === 'session.password_weak' ? 'password' : 'code'];
      field.setFault(refused?.message ?? say('signIn.network'));
      field.input.focus();
    } finally {
      submit.removeAttribute('aria-disabled');
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (submit.getAttribute('aria-disabled') === 'true') return;
    for (const name of ['staffNumber', 'code'] as const)
      fields[name].setFault(value(name) === '' ? say('password.missing') : null);
    fields.password.setFault(fields.password.input.value.length < SHORTEST_PASSWORD ? say('password.short') : null);
    fields.again.setFault(fields.again.input.value === fields.password.input.value ? null : say('password.differs'));
    const faulty = form.querySelector<HTMLInputElement>('[aria-invalid]');
    if (faulty) faulty.focus();
    else void send();
  });
  return form;
}
