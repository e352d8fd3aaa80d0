import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../locale/zh-CN.json';

export type MembershipTexts = Texts<TextKey<(typeof chinese)['pages']>>;

/** The words of these pages; they stand under `pages` in the module's texts. */
export function useMembershipTexts(): MembershipTexts {
  const t = useTexts('membership');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as MembershipTexts;
  }, [t]);
}

/** The words for what the line keeps: states, kinds, columns of the statistics. */
export const useMembershipTerms = textsOf<Omit<typeof chinese, 'pages'>>('membership');
