import { type Hello, type Me, getHello } from '#kernel/contract';
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
  switchLanguage,
} from '#ui';
import { registerShellTexts } from '../shell-words';
import { demoRoles } from './demo-roles';
import { button, el, mark } from './dom';
import { firstAdministratorForm } from './first-administrator';
import { firstPasswordForm } from './first-password';
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
}
const view: View = {
  hello: null,
  change: location.hash === '#change' ? { justTyped: null } : null,
  slip: new URLSearchParams(location.search).get('first'),
};

/** A page that is narrow gets the phone's shell. */
function goOn(): void {
  // The phone throws away what it had kept for whoever was signed in before.
  remember('signedIn', 'new');
  const next = safeNext(new URLSearchParams(location.search).get('next'));
  location.replace(next ?? (innerWidth < 720 ? '/m/' : '/'));
}

function enter(me: Me, password: string | null): void {
  if (!me.mustChangePassword) return goOn();
  view.change = { justTyped: password };
  draw();
}

function choicesRow(): HTMLElement {
  const { language, typeSize } = choices();
  const isLarge = typeSize === 'large';
  const size = button('btn sm', () => (chooseTypeSize(isLarge ? 'standard' : 'large'), draw()));
  size.append(isLarge ? say('signIn.standard') : say('signIn.large'));
  const other = language === 'en' ? 'zh-CN' : 'en';
  const languageButton = button(
    'btn sm',
    () => void switchLanguage(other).then(draw),
    other === 'en' ? 'English' : '中文',
  );
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

function titleOf(isFirst: boolean): 'password.firstTitle' | 'first.title' | 'slip.title' | 'signIn.title' {
  if (view.change) return 'password.firstTitle';
  if (isFirst) return 'first.title';
  return view.slip === null ? 'signIn.title' : 'slip.title';
}

/** The way between a password and a printed code. */
function turn(words: 'slip.link' | 'slip.back', slip: string | null): HTMLElement {
  return button('btn wide', () => ((view.slip = slip), draw()), say(words));
}

function box(): HTMLElement {
  const accounts = view.hello?.demo?.accounts ?? [];
  const isFirst = view.hello?.needsFirstAdministrator === true && view.change === null;
  const title = say(titleOf(isFirst));
  const inside = el('div', { class: 'box' });
  inside.append(el('div', { class: 'row wrap' }, el('h1', {}, title), el('span', { class: 'sp' }), choicesRow()));
  if (view.change) {
    inside.append(firstPasswordForm(view.change.justTyped, goOn));
    return inside;
  }
  if (isFirst) {
    inside.append(firstAdministratorForm((me) => enter(me, null)));
    return inside;
  }
  if (view.slip !== null) {
    inside.append(slipForm(view.slip, enter), turn('slip.back', null));
    return inside;
  }
  inside.append(signInForm(enter), turn('slip.link', ''));
  if (accounts.length > 0) inside.append(demoRoles(accounts, (me) => enter(me, null)));
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
  draw();
}

void start();
