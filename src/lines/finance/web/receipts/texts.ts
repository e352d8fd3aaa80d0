import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../receipts/locale/zh-CN.json';

type Words = (typeof chinese)['receipts'];
export type ReceiptTexts = Texts<TextKey<Words['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function useReceiptTexts(): ReceiptTexts {
  const t = useTexts('receipts');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as ReceiptTexts;
  }, [t]);
}

/** The words for what receipts have: states, ways, columns. */
export const useReceiptTerms = textsOf<Omit<Words, 'pages'>>('receipts');
