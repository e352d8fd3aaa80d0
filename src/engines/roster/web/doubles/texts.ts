import { type TextKey, type Texts, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../doubles/locale/zh-CN.json';

export type DoubleTexts = Texts<TextKey<(typeof chinese)['doubles']>>;

/** The words of these pages; they stand under `doubles` in the area's texts. */
export function useDoubleTexts(): DoubleTexts {
  const t = useTexts('doubles');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`doubles.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`doubles.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as DoubleTexts;
  }, [t]);
}
