import { type Hello, type Me, getHello, getMe } from '#kernel/contract';
import {
  call,
  chooseTypeSize,
  choices,
  formatDay,
  needTexts,
  remember,
  safeNext,
  startChoices,
  startTexts,
  subscribeTexts,
  switchLanguage,
} from '#ui';
import { registerShellTexts } from '../shell-words';
import { demoRoles } from './demo-roles';
import type { Attempt, Doors } from './attempt';
import { button, el, mark } from './dom';
import { enrolment } from './enrolment';
import { firstAdministratorForm } from './first-administrator';
import { firstPasswordForm } from './first-password';
import { arrivalWords, finishWithProvider, providerButton } from './provider';
import { secondStepForm } from './second-step';
import { signInForm } from './sign-in-form';
import { slipForm } from './slip-form';
import './sign-in.css';
import { registerSignInTexts, say } from './words';

/** The page is drawn anew when the language changes; this is what it is drawn from. */
interface View {
  hello: Hello | null;
  /** The forced change: the password that was just typed, or null when the person comes from a page. */
  change: { justTyped: string | null } | null;
  /** A printed code is to be used: the staff number of the QR code on the slip, or an empty one. */
  slip: string | null;
  /** The password was right: the code of the phone is asked for. */
  second: Attempt | null;
  /** The second factor is set up: by who must, or who chose it on the account page; with the password just typed. */
  enrol: { password: string | null } | null;
}
const view: View = {
  hello: null,
  change: location.hash === '#change' ? { justTyped: null } : null,
  slip: new URLSearchParams(location.search).get('first'),
  second: location.hash === '#provider-second' ? finishWithProvider : null,
  enrol: location.hash === '#second-factor' ? { password: null } : null,
};

/** A page that is narrow gets the phone's shell. */
function goOn(): void {
  // The phone throws away what it had kept for whoever was signed in before.
  remember('signedIn', 'new');
  const next = safeNext(new URLSearchParams(location.search).get('next'));
  location.replace(next ?? (innerWidth < 720 ? '/m/' : '/'));
}

/** What a role or an administrator demands comes before the first page. */
function enter(me: Me, password: string | null): void {
  view.second = null;
  view.change = me.mustChangePassword ? { justTyped: password } : null;
  view.enrol = me.mustEnrolSecondFactor ? { password } : null;
  if (view.change === null && view.enrol === null) return goOn();
  draw();
}

/** After the forced change the new password is not known here: a demanded second factor asks for it. */
function afterChange(): void {
  view.change = null;
  if (view.enrol === null) return goOn();
  view.enrol = { password: null };
  draw();
}

const doors: Doors = {
  onDone: enter,
  onSecondStep: (attempt) => {
    view.second = attempt;
    draw();
  },
};

function choicesRow(): HTMLElement {
  const { language, typeSize } = choices();
  const isLarge = typeSize === 'large';
  const size = button('btn sm', () => (chooseTypeSize(isLarge ? 'standard' : 'large'), draw()));
  size.append(isLarge ? say('signIn.standard') : say('signIn.large'));
  const other = language === 'en' ? 'zh-CN' : 'en';
  const languageButton = button('btn sm', () => void switchLanguage(other), other === 'en' ? 'English' : '中文');
  languageButton.lang = other;
  return el('span', { class: 'row' }, size, languageButton);
}

function leftPanel(organisation: string): HTMLElement {
  const saying = el('p', { class: 'saying' }, say('signIn.sayOne'), el('br'), say('signIn.sayTwo'));
  return el(
    'header',
    { class: 'l' },
    el('div', { class: 'row g12' }, mark(40), el('b', { class: 'name' }, organisation)),
    el('div', { class: 'say' }, saying, el('p', {}, say('signIn.sayMore'))),
    view.hello?.demo ? el('p', { class: 'dim t13' }, say('demo')) : null,
  );
}

function foot(organisation: string): HTMLElement {
  const parts = [organisation];
  if (view.hello) {
    parts.push(say('signIn.version', { version: view.hello.version }), formatDay(view.hello.today, choices().language));
  }
  return el('p', { class: 'dim t12' }, parts.join(' · '));
}

function titleOf(isFirst: boolean) {
  if (view.change) return 'password.firstTitle';
  if (view.enrol) return 'second.enrolTitle';
  if (view.second) return 'second.title';
  if (isFirst) return 'first.title';
  return view.slip === null ? 'signIn.title' : 'slip.title';
}

/** The way between a password and a printed code. */
function turn(words: 'slip.link' | 'slip.back', slip: string | null): HTMLElement {
  return button('btn lg wide', () => ((view.slip = slip), draw()), say(words));
}

function box(): HTMLElement {
  const accounts = view.hello?.demo?.accounts ?? [];
  const isFirst = view.hello?.needsFirstAdministrator === true && view.change === null && view.enrol === null;
  const title = say(titleOf(isFirst));
  const inside = el('div', { class: 'box' });
  inside.append(el('div', { class: 'row wrap' }, el('h1', {}, title), el('span', { class: 'sp' }), choicesRow()));
  if (view.change) {
    inside.append(firstPasswordForm(view.change.justTyped, afterChange));
    return inside;
  }
  if (view.enrol) {
    inside.append(enrolment(view.enrol.password, { redraw: draw, onDone: goOn }));
    return inside;
  }
  if (view.second) {
    const back = button('btn wide', () => ((view.second = null), draw()), say('second.other'));
    inside.append(secondStepForm(view.second, enter), back);
    return inside;
  }
  if (isFirst) {
    inside.append(firstAdministratorForm((me) => enter(me, null)));
    return inside;
  }
  if (view.slip !== null) {
    inside.append(slipForm(view.slip, doors), turn('slip.back', null));
    return inside;
  }
  const refusal = arrivalWords(location.hash);
  if (refusal !== null) inside.append(el('p', { class: 'fault c-refuse', role: 'alert' }, refusal));
  inside.append(signInForm(doors));
  if (view.hello?.provider) inside.append(providerButton(view.hello.provider));
  inside.append(turn('slip.link', ''));
  if (accounts.length > 0) inside.append(demoRoles(accounts, doors));
  return inside;
}

function draw(): void {
  const organisation = view.hello?.organisation ?? say('product');
  document.title = `${say('signIn.title')} · ${organisation}`;
  const right = el('main', { class: 'r' }, box(), foot(organisation));
  document.getElementById('page')?.replaceChildren(el('div', { class: 'login' }, leftPanel(organisation), right));
  const wanted = document.querySelector<HTMLInputElement>('form input');
  if (matchMedia('(pointer: fine)').matches && wanted?.value === '') wanted.focus();
}

async function start(): Promise<void> {
  startChoices();
  registerShellTexts();
  registerSignInTexts();
  const hello = call(getHello, {}).catch(() => null);
  await startTexts();
  await needTexts(['shell', 'sign-in']);
  view.hello = await hello;
  subscribeTexts(draw);
  if (location.hash !== '#provider-entered') return draw();
  await call(getMe, {}).then((me) => enter(me, null), draw);
}

void start();
