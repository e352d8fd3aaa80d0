import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../claims/locale/zh-CN.json';

type Words = (typeof chinese)['claims'];
export type ClaimTexts = Texts<TextKey<Words['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function useClaimTexts(): ClaimTexts {
  const t = useTexts('claims');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as ClaimTexts;
  }, [t]);
}

/** The words for what claims have: kinds, states, steps, rules. */
export const useClaimTerms = textsOf<Omit<Words, 'pages'>>('claims');
