import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../books/locale/zh-CN.json';

type Words = (typeof chinese)['books'];
export type BookTexts = Texts<TextKey<Words['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function useBookTexts(): BookTexts {
  const t = useTexts('books');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as BookTexts;
  }, [t]);
}

/** The words for what the books keep: kinds, classes of accounts, states. */
export const useBookTerms = textsOf<Omit<Words, 'pages'>>('books');
