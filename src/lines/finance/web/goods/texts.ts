import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../goods/locale/zh-CN.json';

type Words = (typeof chinese)['goods'];
export type GoodsTexts = Texts<TextKey<Words['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function useGoodsTexts(): GoodsTexts {
  const t = useTexts('goods');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as GoodsTexts;
  }, [t]);
}

/** The words for what goods have: kinds, movements, columns. */
export const useGoodsTerms = textsOf<Omit<Words, 'pages'>>('goods');
