import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../locale/zh-CN.json';

export type RosterTexts = Texts<TextKey<(typeof chinese)['pages']>>;

/** The words of these pages; they stand under `pages` in the module's texts. */
export function useRosterTexts(): RosterTexts {
  const t = useTexts('roster');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as RosterTexts;
  }, [t]);
}

/** The words for what the roster keeps: roles, kinds of employment, genders. */
export const useRosterTerms = textsOf<Omit<typeof chinese, 'pages'>>('roster');
