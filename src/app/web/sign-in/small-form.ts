import { CallRefused } from '#ui';
import { el } from './dom';
import { type TextField } from './text-field';
import { say } from './words';

interface SmallForm {
  field: TextField;
  /** Said when nothing was typed. */
  missing: string;
  submit: string;
  /** Throws what the server refuses; it is said beside the field. */
  send: (typed: string) => Promise<void>;
}

/** One field and one button. */
export function smallForm({ field, missing, submit, send }: SmallForm): HTMLFormElement {
  const button = el('button', { type: 'submit', class: 'btn main-act lg wide' }, submit);
  const form = el('form', { class: 'col g16', novalidate: true }, field.element, button);
  const act = async (): Promise<void> => {
    button.setAttribute('aria-disabled', 'true');
    try {
      await send(field.input.value);
    } catch (error) {
      field.setFault(error instanceof CallRefused ? error.message : say('signIn.network'));
      field.input.focus();
      field.input.select();
    } finally {
      button.removeAttribute('aria-disabled');
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button.getAttribute('aria-disabled') === 'true') return;
    const isMissing = field.input.value.trim() === '';
    field.setFault(isMissing ? missing : null);
    if (isMissing) field.input.focus();
    else void act();
  });
  return form;
}
