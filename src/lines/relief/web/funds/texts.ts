import { textsOf } from '#ui';
import type chinese from '../../funds/locale/zh-CN.json';

/** The words of the money for those in need. */
export const useFundTexts = textsOf<(typeof chinese)['funds']>('funds');
