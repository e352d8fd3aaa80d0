import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../budgets/locale/zh-CN.json';

type Words = (typeof chinese)['budgets'];
export type BudgetTexts = Texts<TextKey<Words['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function useBudgetTexts(): BudgetTexts {
  const t = useTexts('budgets');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as BudgetTexts;
  }, [t]);
}

/** The words for what the area keeps: kinds of targets, states, what happens on a breach. */
export const useBudgetTerms = textsOf<Omit<Words, 'pages'>>('budgets');
