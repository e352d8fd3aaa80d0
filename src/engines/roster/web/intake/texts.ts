import { textsOf } from '#ui';
import type chinese from './locale/zh-CN.json';

/** The words of the import's pages; reasons and names of columns come with the server's answers. */
export const useIntakeTexts = textsOf<typeof chinese>('intake');
