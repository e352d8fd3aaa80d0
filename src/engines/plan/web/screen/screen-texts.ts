import { type TextKey, type Texts, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../locale/zh-CN.json';

export type ScreenTexts = (key: TextKey<(typeof chinese)['screen']>, values?: Parameters<Texts>[1]) => string;

/** The words of the big screen; they stand under `screen` in the module's texts. */
export function useScreenTexts(): ScreenTexts {
  const t = useTexts('plan');
  return useMemo(() => (key, values) => t(`screen.${key}`, values), [t]);
}
