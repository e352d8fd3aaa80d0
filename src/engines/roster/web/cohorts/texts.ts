import { type TextKey, type Texts, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../cohorts/locale/zh-CN.json';

export type CohortTexts = Texts<TextKey<(typeof chinese)['cohorts']['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function useCohortTexts(): CohortTexts {
  const t = useTexts('cohorts');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as CohortTexts;
  }, [t]);
}
