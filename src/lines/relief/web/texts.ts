import { textsOf } from '#ui';
import type chinese from '../locale/zh-CN.json';

/** The words of these pages, of the funds and of their columns. */
export const useReliefTexts = textsOf<typeof chinese>('relief');
