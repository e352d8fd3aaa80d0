import type { Rhythm } from '../contract';
import { type Language, addDays } from '#kernel/contract';
import { formatMonth, useLanguage, weekdayOf } from '#ui';
import { type ScheduleTerms, type ScheduleTexts, useScheduleTerms, useScheduleTexts } from './texts';

interface Speaker {
  t: ScheduleTexts;
  terms: ScheduleTerms;
  language: Language;
}

const A_MONDAY = '2024-01-01';

/** 1 is Monday. */
export function weekdayName(number: number, language: Language): string {
  return weekdayOf(addDays(A_MONDAY, number - 1), language);
}

/** The period, and which month of it: 每季度第一个月, each May. */
function periodWords({ recurrence, month }: Rhythm, { t, terms, language }: Speaker): string {
  if (month === null) return terms(`recurrences.${recurrence}`);
  if (recurrence === 'yearly') return t('rhythm.inMonth', { month: formatMonth(month, language) });
  const nth = t(`rhythm.nth${month as 1 | 2 | 3 | 4 | 5 | 6}`);
  return recurrence === 'half_yearly' ? t('rhythm.monthOfHalf', { nth }) : t('rhythm.monthOfQuarter', { nth });
}

function weekWords({ from, to }: { from: number; to: number }, { t, language }: Speaker): string {
  const [first, last] = [weekdayName(from, language), weekdayName(to, language)];
  return from === to ? t('rhythm.weekday', { day: first }) : t('rhythm.weekdays', { from: first, to: last });
}

function daysWords(base: string, { from, to }: { from: number; to: number }, { t }: Speaker): string {
  if (from === 31) return t('rhythm.lastDay', { base });
  if (to === 31) return t('rhythm.toEnd', { base, from });
  return from === to ? t('rhythm.day', { base, day: from }) : t('rhythm.days', { base, from, to });
}

function festivalWords(festival: NonNullable<Rhythm['festival']>, { t, terms }: Speaker): string {
  const { daysBefore, daysAfter } = festival;
  const name = terms(`festivals.${festival.name}`);
  if (daysBefore > 0 && daysAfter > 0)
    return t('rhythm.around', { festival: name, before: daysBefore, after: daysAfter });
  if (daysBefore > 0) return t('rhythm.before', { festival: name, count: daysBefore });
  return daysAfter > 0
    ? t('rhythm.after', { festival: name, count: daysAfter })
    : t('rhythm.onFestival', { festival: name });
}

/** When a duty falls due, as people say it: 每季度第一个月, 每月1日—5日, 春节前 7 天起. */
export function rhythmWords(rhythm: Rhythm, speaker: Speaker): string {
  const { recurrence, days, festival, shift } = rhythm;
  const words =
    festival !== null
      ? festivalWords(festival, speaker)
      : recurrence === 'weekly' && days !== null
        ? weekWords(days, speaker)
        : days === null
          ? periodWords(rhythm, speaker)
          : daysWords(periodWords(rhythm, speaker), days, speaker);
  return shift === 'none' ? words : speaker.t(`rhythm.shift_${shift}`, { words });
}

export function useRhythmWords(): (rhythm: Rhythm) => string {
  const speaker = { t: useScheduleTexts(), terms: useScheduleTerms(), language: useLanguage() };
  return (rhythm) => rhythmWords(rhythm, speaker);
}
