import { registerTexts } from '#ui';
import chineseWords from './locale/zh-CN.json';

/** The words of both shells and of the sign-in page: Chinese comes with the page. Those of the bell come with it. */
export function registerShellTexts(): void {
  registerTexts('shell', {
    'zh-CN': () => Promise.resolve({ default: chineseWords }),
    en: () => import('./locale/en.json'),
  });
  registerTexts('notifications', {
    'zh-CN': () => import('./notifications/locale/zh-CN.json'),
    en: () => import('./notifications/locale/en.json'),
  });
}
