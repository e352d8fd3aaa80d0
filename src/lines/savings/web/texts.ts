import { formatYearMonth, textsOf, useLanguage, useToday } from '#ui';
import type chinese from '../locale/zh-CN.json';

/** The words of the savings association. */
export const useSavingsTexts = textsOf<typeof chinese>('savings');

/** `2024年6月` of the month's first day. */
export function useMonthWords(): (month: string) => string {
  const language = useLanguage();
  return (month) => formatYearMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)), language);
}

const MONTHS_BACK = 24;

/** The months to choose from, the running one first. */
export function useMonthOptions(): readonly { value: string; label: string }[] {
  const today = useToday();
  const words = useMonthWords();
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return Array.from({ length: MONTHS_BACK }, (_, back) => {
    const value = new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 10);
    return { value, label: words(value) };
  });
}
