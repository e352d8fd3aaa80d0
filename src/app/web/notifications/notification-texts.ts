import { textsOf } from '#ui';
import type chinese from './locale/zh-CN.json';

/** The words of the bell and its pages; they are fetched with them, not with the first page. */
export const useNotificationTexts = textsOf<typeof chinese>('notifications');
