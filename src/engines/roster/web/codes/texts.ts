import { type TextKey, type Texts, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../codes/locale/zh-CN.json';

export type CodeTexts = (key: TextKey<(typeof chinese)['codes']>, values?: Parameters<Texts>[1]) => string;

/** The words of these pages; they stand under `codes` in the area's texts. */
export function useCodeTexts(): CodeTexts {
  const t = useTexts('codes');
  return useMemo(() => (key, values) => t(`codes.${key}`, values), [t]);
}
