import { checkCard } from '#lines/membership/contract';
import {
  CallRefused,
  call,
  choices,
  formatMoment,
  registerTexts,
  startChoices,
  startTexts,
  needTexts,
  subscribeTexts,
  switchLanguage,
  text,
} from '#ui';
import { button, el, icon, mark } from '../sign-in/dom';
import './card.css';
import chinese from './locale/zh-CN.json';

type Checked = Awaited<ReturnType<typeof call<typeof checkCard>>>;
/** What is known of the code that the address holds. */
type View = 'none' | 'busy' | 'failed' | Checked;

const say = (key: keyof typeof chinese, values?: Record<string, string>) => text('card', key, values);
const token = /^\/c\/([\w-]+)$/.exec(location.pathname)?.[1] ?? '';

async function ask(): Promise<View> {
  try {
    return await call(checkCard, { params: { token } }, { staysHere: true });
  } catch (error) {
    if (!(error instanceof CallRefused)) return 'failed';
    return error.code === 'kernel.too_many_requests' ? 'busy' : 'none';
  }
}

function result(view: View): HTMLElement {
  if (typeof view === 'string') {
    const bad = el('section', { class: 'cc-box is-bad' }, icon('refuse', 'xl'), el('h1', {}, say(view)));
    bad.append(el('p', {}, say(`${view}Advice`)));
    return bad;
  }
  const { member } = view;
  const box = el('section', { class: view.isValid ? 'cc-box is-good' : 'cc-box is-bad' });
  box.append(icon(view.isValid ? 'kept' : 'refuse', 'xl'), el('h1', {}, say(view.isValid ? 'valid' : 'over')));
  box.append(el('p', { class: 'cc-name', lang: 'zh-CN' }, member?.name ?? view.maskedName));
  box.append(el('p', {}, view.unionName));
  if (member !== null) {
    const link = el('a', { href: `/membership?open=${member.personId}` }, say('open'));
    box.append(el('p', {}, [member.number, member.unit?.name ?? ''].filter(Boolean).join(' · ')), link);
  }
  box.append(el('p', { class: 'dim t13' }, say('checkedAt', { at: formatMoment(view.checkedAt, choices().language) })));
  return box;
}

function draw(view: View): void {
  const other = choices().language === 'en' ? 'zh-CN' : 'en';
  const language = button('btn sm', () => void switchLanguage(other), other === 'en' ? 'English' : '中文');
  language.lang = other;
  document.title = say('title');
  const head = el('header', {}, mark(26), el('b', {}, say('title')), el('span', { class: 'sp' }), language);
  document.getElementById('page')?.replaceChildren(el('main', { class: 'cc' }, head, result(view)));
}

async function start(): Promise<void> {
  startChoices();
  registerTexts('card', { 'zh-CN': () => Promise.resolve({ default: chinese }), en: () => import('./locale/en.json') });
  const view = ask();
  await startTexts();
  await needTexts(['card']);
  draw(await view);
  // The answer holds words of the server.
  subscribeTexts(() => void ask().then(draw));
}

void start();
