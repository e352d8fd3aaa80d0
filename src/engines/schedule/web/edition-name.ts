import { useLanguage } from '#ui';
import { inChinese } from './chinese-number';
import { useScheduleTexts } from './texts';

/** How an edition is called: 第六届, edition 6. */
export function useEditionName(): (number: number) => string {
  const t = useScheduleTexts();
  const language = useLanguage();
  return (number) => t('edition.nth', { number: language === 'en' ? String(number) : inChinese(number) });
}
