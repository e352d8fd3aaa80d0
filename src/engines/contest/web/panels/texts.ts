import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../panels/locale/zh-CN.json';

type Words = (typeof chinese)['panels'];
export type PanelTexts = Texts<TextKey<Words['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function usePanelTexts(): PanelTexts {
  const t = useTexts('panels');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as PanelTexts;
  }, [t]);
}

export const usePanelTerms = textsOf<Omit<Words, 'pages'>>('panels');
