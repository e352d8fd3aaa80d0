import type chinese from './locale/zh-CN.json';
import { textsOf } from './use-texts';

/** The words of `ui` itself. */
export const useUiTexts = textsOf<typeof chinese>('ui');
