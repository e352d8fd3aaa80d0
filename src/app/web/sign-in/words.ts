import { type TextKey, type TextValues, hasText, registerTexts, text } from '#ui';
import type shellWords from '../locale/zh-CN.json';
import ownWords from './locale/zh-CN.json';

/** The words of this page alone; those that it shares with the shells are theirs. */
export function registerSignInTexts(): void {
  registerTexts('sign-in', {
    'zh-CN': () => Promise.resolve({ default: ownWords }),
    en: () => import('./locale/en.json'),
  });
}

/** The words of this page, with keys checked against the Chinese files. */
export function say(key: TextKey<typeof ownWords> | TextKey<typeof shellWords>, values?: TextValues): string {
  return text(hasText('sign-in', key) ? 'sign-in' : 'shell', key, values);
}
