import { type TextKey, type Texts, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../privacy/locale/zh-CN.json';

export type PrivacyTexts = Texts<TextKey<(typeof chinese)['privacy']>>;

/** The words of these pages; they stand under `privacy` in the area's texts. */
export function usePrivacyTexts(): PrivacyTexts {
  const t = useTexts('privacy');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`privacy.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`privacy.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as PrivacyTexts;
  }, [t]);
}
