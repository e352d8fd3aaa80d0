import { beginProvider, finishProvider, providerOutcomes } from '#kernel/contract';
import { CallRefused, call, safeNext } from '#ui';
import type { Attempt } from './attempt';
import { button, el } from './dom';
import { say } from './words';

const told = ['unknown', 'refused', 'failed', 'down'] as const;

/** What is to be said to who comes back from the provider without being signed in. */
export function arrivalWords(hash: string): string | null {
  const end = providerOutcomes.find((one) => hash === `#provider-${one}`);
  const known = told.find((one) => one === end);
  return known ? say(`provider.${known}`) : null;
}

/** The provider was content; the account asks for its second factor too. */
export const finishWithProvider: Attempt = {
  enter: (secondFactor = '') => call(finishProvider, { body: { secondFactor } }),
  password: null,
};

/** Leaves for the provider; where it can't be reached, that is said here. */
export function providerButton(name: string): HTMLElement {
  const fault = el('p', { class: 'fault c-refuse t13', role: 'alert' });
  const leave = async (): Promise<void> => {
    const next = safeNext(new URLSearchParams(location.search).get('next')) ?? undefined;
    try {
      location.assign((await call(beginProvider, { body: { next } })).address);
    } catch (error) {
      fault.textContent = error instanceof CallRefused ? error.message : say('signIn.network');
    }
  };
  return el(
    'div',
    { class: 'col g8' },
    button('btn lg wide', () => void leave(), say('provider.enter', { name })),
    fault,
  );
}
