import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../fund-share/locale/zh-CN.json';

type Words = (typeof chinese)['fundshare'];
export type ShareTexts = Texts<TextKey<Words['pages']>>;

/** The words of this page; they stand under `pages` in the area's texts. */
export function useShareTexts(): ShareTexts {
  const t = useTexts('fundshare');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as ShareTexts;
  }, [t]);
}

/** The words for what months have. */
export const useShareTerms = textsOf<Omit<Words, 'pages'>>('fundshare');
