import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../audits/locale/zh-CN.json';

type Words = (typeof chinese)['audits'];
export type AuditTexts = Texts<TextKey<Words['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function useAuditTexts(): AuditTexts {
  const t = useTexts('audits');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as AuditTexts;
  }, [t]);
}

/** The words for what audits have: states, kinds, columns. */
export const useAuditTerms = textsOf<Omit<Words, 'pages'>>('audits');
