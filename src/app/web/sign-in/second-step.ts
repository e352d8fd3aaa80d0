import type { Me } from '#kernel/contract';
import type { Attempt } from './attempt';
import { smallForm } from './small-form';
import { textField } from './text-field';
import { say } from './words';

/** The code of the phone, or a recovery code, after the password was right. */
export function secondStepForm(attempt: Attempt, onDone: (me: Me, password: string | null) => void): HTMLFormElement {
  const field = textField({
    id: 'second',
    label: say('second.code'),
    hint: say('second.codeHint'),
    autocomplete: 'one-time-code',
  });
  return smallForm({
    field,
    missing: say('second.missing'),
    submit: say('second.submit'),
    send: async (typed) => onDone(await attempt.enter(typed.trim()), attempt.password),
  });
}
