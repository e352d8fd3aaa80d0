import { type Me, SHORTEST_PASSWORD, createFirstAdministrator, signIn } from '#kernel/contract';
import { CallRefused, call } from '#ui';
import { el } from './dom';
import { textField, type TextField } from './text-field';
import { say } from './words';

/** The fields in the order in which a person fills them. */
const fields = [
  { id: 'code', autocomplete: 'off' },
  { id: 'organisation', autocomplete: 'organization' },
  { id: 'name', autocomplete: 'name' },
  { id: 'username', autocomplete: 'username' },
  { id: 'password', autocomplete: 'new-password' },
] as const;
type FieldId = (typeof fields)[number]['id'];

/** Makes the first account of a new installation with the code that the server printed, and enters with it. */
export function firstAdministratorForm(onDone: (me: Me) => void): HTMLFormElement {
  const inputs = Object.fromEntries(
    fields.map(({ id, autocomplete }) => [
      id,
      textField({ id, label: say(`first.${id}`), hint: say(`first.${id}Hint`), autocomplete }),
    ]),
  ) as Record<FieldId, TextField>;
  const submit = el('button', { type: 'submit', class: 'btn main-act lg wide' }, say('first.submit'));
  const form = el('form', { class: 'col g16', novalidate: true }, el('p', {}, say('first.text')));
  form.append(...fields.map(({ id }) => inputs[id].element), submit);
  const value = (id: FieldId): string => inputs[id].input.value.trim();

  const send = async (): Promise<void> => {
    submit.setAttribute('aria-disabled', 'true');
    const password = inputs.password.input.value;
    try {
      const body = {
        code: value('code'),
        organisation: value('organisation'),
        name: value('name'),
        username: value('username'),
        password,
      };
      await call(createFirstAdministrator, { body });
      onDone(await call(signIn, { body: { username: body.username, password } }));
    } catch (error) {
      const refused = error instanceof CallRefused ? error : null;
      const named = refused?.issues.find((issue) => issue.path in inputs);
      const field = named
        ? inputs[named.path as FieldId]
        : inputs[refused?.code === 'session.wrong_code' ? 'code' : 'password'];
      field.setFault(named?.message ?? refused?.message ?? say('signIn.network'));
      field.input.focus();
    } finally {
      submit.removeAttribute('aria-disabled');
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (submit.getAttribute('aria-disabled') === 'true') return;
    for (const { id } of fields) inputs[id].setFault(value(id) === '' ? say('password.missing') : null);
    if (inputs.password.input.value.length < SHORTEST_PASSWORD) inputs.password.setFault(say('password.short'));
    const faulty = form.querySelector<HTMLInputElement>('[aria-invalid]');
    if (faulty) faulty.focus();
    else void send();
  });
  return form;
}
