import { type Texts, formatDay, textsOf, useLanguage, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from './locale/zh-CN.json';

/** The words of these pages; roles have theirs in the roster's own. */
export const useRightsTexts = textsOf<typeof chinese>('rights');

/** The name of a role in the reader's language. */
export function useRoleName(): (role: string) => string {
  const terms: Texts = useTexts('roster');
  return useMemo(() => (role) => terms.maybe(`roles.${role}`) ?? role, [terms]);
}

/** From when until when something holds, in words. */
export function useDaysInWords(): (days: { validFrom: string; validTo: string | null }) => string {
  const t = useRightsTexts();
  const language = useLanguage();
  return ({ validFrom, validTo }) =>
    validTo === null
      ? t('since', { from: formatDay(validFrom, language) })
      : t('fromTo', { from: formatDay(validFrom, language), to: formatDay(validTo, language) });
}
