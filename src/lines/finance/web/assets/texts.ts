import { type TextKey, type Texts, formatYearMonth, textsOf, useLanguage, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../assets/locale/zh-CN.json';

type Words = (typeof chinese)['assets'];
export type AssetTexts = Texts<TextKey<Words['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function useAssetTexts(): AssetTexts {
  const t = useTexts('assets');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as AssetTexts;
  }, [t]);
}

/** The words for what cards have: classes, states, columns. */
export const useAssetTerms = textsOf<Omit<Words, 'pages'>>('assets');

/** `2024-05` in the reader's words. */
export function useMonthWords(): (month: string) => string {
  const language = useLanguage();
  return (month) => formatYearMonth(Number(month.slice(0, 4)), Number(month.slice(5)), language);
}
