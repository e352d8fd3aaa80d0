import { textsOf } from '#ui';
import type chinese from './locale/zh-CN.json';

/** The words of the page itself; those of the parameters come with the server's answer. */
export const useParameterTexts = textsOf<typeof chinese>('parameters');
