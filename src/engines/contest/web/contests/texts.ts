import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../contests/locale/zh-CN.json';

type Words = (typeof chinese)['contests'];
export type ContestTexts = Texts<TextKey<Words['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function useContestTexts(): ContestTexts {
  const t = useTexts('contests');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as ContestTexts;
  }, [t]);
}

/** The words for what contests have: kinds, states, columns. */
export const useContestTerms = textsOf<Omit<Words, 'pages'>>('contests');
