import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../locale/zh-CN.json';

export type ScheduleTexts = Texts<TextKey<(typeof chinese)['pages']>>;

/** The words of these pages; they stand under `pages` in the module's texts. */
export function useScheduleTexts(): ScheduleTexts {
  const t = useTexts('schedule');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as ScheduleTexts;
  }, [t]);
}

/** The words for what the schedule keeps: states, organisers, ways of check-in. */
export const useScheduleTerms = textsOf<Omit<typeof chinese, 'pages'>>('schedule');
export type ScheduleTerms = ReturnType<typeof useScheduleTerms>;
