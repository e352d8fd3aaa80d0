import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../measured/locale/zh-CN.json';

type Words = (typeof chinese)['measured'];
export type MeasuredTexts = Texts<TextKey<Words['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function useMeasuredTexts(): MeasuredTexts {
  const t = useTexts('measured');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as MeasuredTexts;
  }, [t]);
}

export const useMeasuredTerms = textsOf<Omit<Words, 'pages'>>('measured');
