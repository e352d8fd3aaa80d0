import { textsOf } from '#ui';
import type chinese from './locale/zh-CN.json';

/** The words of the two pages; outcomes and actions come with the server's answer. */
export const useLogTexts = textsOf<typeof chinese>('logs');
