import { type Language, type TextTree, chooseLanguage, chooseLanguageOf } from '#kernel/contract';
import { call } from './call';
import { choices, remember, remembered, settleLanguage } from './choices';
import chinese from './locale/zh-CN.json';
import { WordStore } from './word-store';

/** How the words of one module come to the browser: one import() a language. */
export type TextSource = Readonly<Record<Language, () => Promise<{ default: TextTree }>>>;

const store = new WordStore('zh-CN');
const sources = new Map<string, TextSource>();
const needed = new Set<string>();
const listeners = new Set<() => void>();
let version = 0;

function tell(): void {
  version += 1;
  for (const listener of listeners) listener();
}

/** Says where a module's words are; they are fetched when a page needs them. */
export function registerTexts(module: string, source: TextSource): void {
  sources.set(module, source);
}

async function load(module: string, language: Language): Promise<void> {
  const source = sources.get(module);
  if (!source || store.has(module, language)) return;
  const words = await source[language]();
  store.add(module, language, words.default);
}

/** Fetches the words of these modules in the language in use; afterwards `useTexts` finds them. */
export async function needTexts(modules: readonly string[]): Promise<void> {
  for (const module of modules) needed.add(module);
  await Promise.all(modules.map((module) => load(module, choices().language)));
  tell();
}

/** Makes the words ready. Chinese words of `ui` come with the page, all others by import(). */
export async function startTexts(): Promise<void> {
  registerTexts('ui', { 'zh-CN': () => Promise.resolve({ default: chinese }), en: () => import('./locale/en.json') });
  store.speak(choices().language);
  await needTexts(['ui']);
  addEventListener('storage', () => void speak(chooseLanguage(remembered('language') ?? choices().language)));
}

/** Fetches every word that is on the screen, then shows them. */
async function speak(language: Language): Promise<void> {
  if (language === choices().language) return;
  await Promise.all([...needed].map((module) => load(module, language)));
  store.speak(language);
  settleLanguage(language);
  tell();
}

/** Switches this tab and all others; the server is told for what it prints and exports. */
export async function switchLanguage(language: Language): Promise<void> {
  await speak(language);
  remember('language', language);
  call(chooseLanguageOf, { body: { language } }).catch(() => undefined);
}

export type TextValues = Readonly<Record<string, string | number | undefined>>;

/** The words of a module outside of React. A key that is missing comes back as it is, so that it is seen. */
export function text(module: string, key: string, values?: TextValues): string {
  return store.say(module, key, values) ?? key;
}

export function hasText(module: string, key: string): boolean {
  return store.say(module, key) !== null;
}

export function subscribeTexts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function textsVersion(): number {
  return version;
}
