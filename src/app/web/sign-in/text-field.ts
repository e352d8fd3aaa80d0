import { button, el, icon } from './dom';
import { say } from './words';

export interface TextField {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** Shows what is wrong beside the field; null takes it away. */
  setFault(words: string | null): void;
}

interface FieldSpec {
  id: string;
  label: string;
  hint?: string;
  example?: string;
  autocomplete: 'username' | 'current-password' | 'new-password' | 'name' | 'organization' | 'one-time-code' | 'off';
}

function revealing(input: HTMLInputElement): HTMLElement {
  const eye = button('ib after', () => {
    const isHidden = input.type === 'password';
    input.type = isHidden ? 'text' : 'password';
    name(isHidden ? say('signIn.hide') : say('signIn.show'));
    input.focus();
  });
  const name = (words: string): void => {
    eye.setAttribute('aria-label', words);
    eye.title = words;
  };
  name(say('signIn.show'));
  eye.append(icon('eye'));
  return el('span', { class: 'in-with' }, input, eye);
}

/** A label, its input, and room for a fault; a password can be made visible. */
export function textField({ id, label, hint, example, autocomplete }: FieldSpec): TextField {
  const isSecret = autocomplete.endsWith('password');
  const input = el('input', {
    id,
    name: id,
    class: 'in',
    type: isSecret ? 'password' : 'text',
    autocomplete,
    placeholder: example,
    autocapitalize: 'off',
    spellcheck: 'false',
    'aria-required': 'true',
    'aria-describedby': hint ? `${id}-hint ${id}-fault` : `${id}-fault`,
  });
  const fault = el('span', { class: 'fault', id: `${id}-fault`, role: 'alert', hidden: true });
  const element = el(
    'div',
    { class: 'fld' },
    el('label', { for: id }, label),
    isSecret ? revealing(input) : input,
    hint ? el('span', { class: 'hint', id: `${id}-hint` }, hint) : null,
    fault,
  );
  return {
    element,
    input,
    setFault(words) {
      fault.hidden = words === null;
      fault.replaceChildren(...(words === null ? [] : [icon('refuse', 's'), words]));
      if (words === null) input.removeAttribute('aria-invalid');
      else input.setAttribute('aria-invalid', 'true');
    },
  };
}
