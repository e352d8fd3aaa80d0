import { type TextKey, type Texts, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../erasure/locale/zh-CN.json';

export type ErasureTexts = Texts<TextKey<(typeof chinese)['erasure']>>;

/** The words of erasures; they stand under `erasure` in the area's texts. */
export function useErasureTexts(): ErasureTexts {
  const t = useTexts('erasure');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`erasure.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`erasure.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as ErasureTexts;
  }, [t]);
}
