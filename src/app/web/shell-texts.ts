import { textsOf } from '#ui';
import type chinese from './locale/zh-CN.json';

/** The words of both shells, for their components. */
export const useShellTexts = textsOf<typeof chinese>('shell');
