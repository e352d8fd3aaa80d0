import { registerTexts } from '../texts';
import { textsOf } from '../use-texts';
import type chinese from './locale/zh-CN.json';

/** The words of what works without network; pages that use its pieces name `offline` in their `uses`. */
export function registerOfflineTexts(): void {
  registerTexts('offline', {
    'zh-CN': () => import('./locale/zh-CN.json'),
    en: () => import('./locale/en.json'),
  });
}

export const useOfflineTexts = textsOf<typeof chinese>('offline');
