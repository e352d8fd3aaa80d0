import { registerTexts } from '#ui';
import chineseWords from './locale/zh-CN.json';

/** The words of both shells and of the sign-in page. Chinese comes with the page. */
export function registerShellTexts(): void {
  registerTexts('shell', {
    'zh-CN': () => Promise.resolve({ default: chineseWords }),
    en: () => import('./locale/en.json'),
  });
}
