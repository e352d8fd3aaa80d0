import { textsOf } from '#ui';
import type chinese from './locale/zh-CN.json';

/** The ways into the own account; their words come with the pages that show them. */
export const doorTexts = {
  'zh-CN': () => import('./locale/zh-CN.json'),
  en: () => import('./locale/en.json'),
};

export const useDoorTexts = textsOf<typeof chinese>('door');
