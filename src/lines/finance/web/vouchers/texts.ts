import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../vouchers/locale/zh-CN.json';

type Words = (typeof chinese)['vouchers'];
export type VoucherTexts = Texts<TextKey<Words['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function useVoucherTexts(): VoucherTexts {
  const t = useTexts('vouchers');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as VoucherTexts;
  }, [t]);
}

/** The words for what vouchers have: states, steps, columns, typical entries. */
export const useVoucherTerms = textsOf<Omit<Words, 'pages'>>('vouchers');
