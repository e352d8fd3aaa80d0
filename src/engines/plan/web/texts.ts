import { type TextKey, type Texts, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../locale/zh-CN.json';

export type PlanTexts = Texts<TextKey<(typeof chinese)['pages']>>;

/** The words of these pages; they stand under `pages` in the module's texts. */
export function usePlanTexts(): PlanTexts {
  const t = useTexts('plan');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as PlanTexts;
  }, [t]);
}
