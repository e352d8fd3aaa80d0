import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../transfers/locale/zh-CN.json';

type Words = (typeof chinese)['transfers'];
export type TransferTexts = Texts<TextKey<Words['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function useTransferTexts(): TransferTexts {
  const t = useTexts('transfers');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as TransferTexts;
  }, [t]);
}

/** The words for what the area keeps: states. */
export const useTransferTerms = textsOf<Omit<Words, 'pages'>>('transfers');
