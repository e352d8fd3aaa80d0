import { beginSecondFactor, confirmSecondFactor } from '#kernel/contract';
import { call, drawQr, safeNext } from '#ui';
import { button, el } from './dom';
import { smallForm } from './small-form';
import { textField } from './text-field';
import { say } from './words';

/** Where the person stands; it outlives a change of language, which draws the page anew. */
const standing: { secret: { secret: string; address: string } | null; recoveryCodes: readonly string[] } = {
  secret: null,
  recoveryCodes: [],
};

interface Steps {
  redraw: () => void;
  onDone: () => void;
}

const SVG = 'http://www.w3.org/2000/svg';
const QUIET = 4;

function qrCode(words: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'second-qr');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', say('second.qrLabel'));
  svg.setAttribute('shape-rendering', 'crispEdges');
  void drawQr(words).then(({ size, path }) => {
    svg.setAttribute('viewBox', `${-QUIET} ${-QUIET} ${size + 2 * QUIET} ${size + 2 * QUIET}`);
    const dark = document.createElementNS(SVG, 'path');
    dark.setAttribute('d', path);
    svg.append(dark);
  });
  return svg;
}

/** Words and pieces around a form; it asks the server at once where the password is known already. */
export function enrolment(password: string | null, steps: Steps): HTMLElement {
  if (standing.recoveryCodes.length > 0) return codesStep(steps);
  if (standing.secret) return secretStep(standing.secret, steps);
  return passwordStep(password, steps);
}

function passwordStep(known: string | null, { redraw }: Steps): HTMLElement {
  const field = textField({ id: 'current', label: say('second.password'), autocomplete: 'current-password' });
  field.input.value = known ?? '';
  const form = smallForm({
    field,
    missing: say('signIn.passwordMissing'),
    submit: say('second.begin'),
    send: async (typed) => {
      standing.secret = await call(beginSecondFactor, { body: { password: typed } });
      redraw();
    },
  });
  return el('div', { class: 'col g16' }, el('p', {}, say('second.enrolText')), form, wayBack());
}

/** Who chose it on a page may go back to it; who must have it may not. */
function wayBack(): HTMLElement | null {
  const next = safeNext(new URLSearchParams(location.search).get('next'));
  if (next === null || (!next.includes('account') && !next.includes('/me/'))) return null;
  return el('a', { class: 'btn wide', href: next }, say('second.later'));
}

function secretStep({ secret, address }: { secret: string; address: string }, { redraw }: Steps): HTMLElement {
  const field = textField({ id: 'first', label: say('second.first'), autocomplete: 'one-time-code' });
  field.input.inputMode = 'numeric';
  const form = smallForm({
    field,
    missing: say('second.missing'),
    submit: say('second.confirm'),
    send: async (typed) => {
      standing.recoveryCodes = (await call(confirmSecondFactor, { body: { code: typed.trim() } })).recoveryCodes;
      standing.secret = null;
      redraw();
    },
  });
  const groups = (secret.match(/.{1,4}/g) ?? []).join(' ');
  return el(
    'div',
    { class: 'col g16' },
    el('p', {}, say('second.scan')),
    qrCode(address),
    el('p', {}, say('second.typed'), el('br'), el('b', { class: 'second-secret', translate: 'no' }, groups)),
    form,
  );
}

function codesStep({ onDone }: Steps): HTMLElement {
  const list = el('ul', { class: 'second-codes', translate: 'no' });
  list.append(...standing.recoveryCodes.map((code) => el('li', {}, code)));
  const goOn = (): void => {
    standing.recoveryCodes = [];
    onDone();
  };
  return el(
    'div',
    { class: 'col g16' },
    el('h2', {}, say('second.codesTitle')),
    el('p', {}, say('second.codesText')),
    list,
    button('btn wide', () => print(), say('second.print')),
    button('btn main-act lg wide', goOn, say('second.kept')),
  );
}
