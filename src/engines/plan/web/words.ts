import type { BoardRow, PlanWindowValue, Target } from '../contract';
import { type Language } from '#kernel/contract';
import { formatFigure, formatMoney, formatNumber, formatWindow, useLanguage } from '#ui';
import { useMemo } from 'react';
import { type PlanTexts, usePlanTexts } from './texts';

/** Whole yuan without `.00`, as plans write them. Money travels as digits, whatever its type says. */
export function plainMoney(fen: bigint | string): string {
  return formatMoney(String(fen)).replace(/\.00$/, '');
}

/** `3—5`, `≥ 3`, `≤ 5`, `3`. */
function range(min: number | null, max: number | null, language: Language): string {
  const dash = language === 'en' ? '–' : '—';
  if (min !== null && max !== null)
    return min === max ? formatNumber(min) : `${formatNumber(min)}${dash}${formatNumber(max)}`;
  if (min !== null) return `≥ ${formatNumber(min)}`;
  return max === null ? '' : `≤ ${formatNumber(max)}`;
}

function moneyWords(target: Extract<Target, { type: 'money' }>, t: PlanTexts): string {
  const { minFen, maxFen, isAbout } = target;
  const one = minFen ?? maxFen;
  if (one === null) return t('target.masked');
  if (isAbout) return `≈ ${plainMoney(one)}`;
  if (minFen !== null && maxFen !== null)
    return String(minFen) === String(maxFen) ? plainMoney(minFen) : `${plainMoney(minFen)}—${plainMoney(maxFen)}`;
  return minFen === null ? `≤ ${plainMoney(one)}` : `≥ ${plainMoney(one)}`;
}

/** What must be reached, in few words. */
export function targetWords(target: Target | null, t: PlanTexts, language: Language): string {
  if (!target) return '';
  switch (target.type) {
    case 'held':
      return target.times > 1 ? t('target.heldTimes', { count: target.times }) : t('target.held');
    case 'stops':
      return t('target.stops');
    case 'members':
      return t('target.members', { count: target.count });
    case 'count': {
      const words = range(target.min, target.max, language);
      return words ? `${words} ${target.unit}` : t('target.masked');
    }
    case 'rate':
      return `${range(target.min, target.max, language)}%`;
    case 'money':
      return moneyWords(target, t);
    case 'coverage': {
      const share = `${formatNumber(Math.round(target.share * 1000) / 10)}%`;
      return target.times > 1 ? t('target.coverageTimes', { share, count: target.times }) : share;
    }
    case 'participation':
      return target.expected === null ? t('target.all') : `${formatNumber(target.expected)} ${target.unit}`;
    case 'awards':
      return t('target.awards');
    case 'lists':
      return target.lists.length > 0 ? target.lists.join(' + ') : t('target.awards');
    case 'once':
      return t('target.once');
  }
}

export type Figure = NonNullable<BoardRow['figure']>;

/** The word of what is counted, as its number asks for it. */
export function unitWord(unit: Figure['unit'], count: number, t: PlanTexts): string {
  return t(`unit.${unit}`, { count });
}

/** A ratio always shows both of its numbers. */
export function figureParts(figure: Figure, t: PlanTexts): { value: string; unit: string } {
  const isBare = figure.unit === 'fen' || figure.unit === 'percent';
  const unit = isBare ? '' : unitWord(figure.unit, Number(figure.of ?? figure.value), t);
  if (figure.of === null || Number(figure.of) === 0) return { value: formatFigure(figure.value, figure.unit), unit };
  const print = (value: string) => (figure.unit === 'percent' ? formatNumber(value) : formatFigure(value, figure.unit));
  return { value: `${print(figure.value)}/${print(figure.of)}`, unit };
}

/** The window's days, or how often it comes round, or its festival. The plan's own year goes without saying. */
export function windowDays(window: PlanWindowValue | null, t: PlanTexts, language: Language, year?: number): string {
  if (!window) return '';
  if (window.every) return t(`every.${window.every}`);
  if (!window.from || !window.to) return window.festival ?? '';
  const words = formatWindow(window.from, window.to, language);
  return year === undefined ? words : words.replace(language === 'en' ? ` ${year}` : `${year}年`, '');
}

/** Said with the words and language in use. */
export function useWords() {
  const t = usePlanTexts();
  const language = useLanguage();
  return useMemo(
    () => ({
      t,
      language,
      target: (target: Target | null) => targetWords(target, t, language),
      figure: (figure: Figure) => figureParts(figure, t),
      days: (window: PlanWindowValue | null, year?: number) => windowDays(window, t, language, year),
      figureText: (figure: Figure) => {
        const { value, unit } = figureParts(figure, t);
        return unit ? `${value} ${unit}` : value;
      },
    }),
    [t, language],
  );
}

/** Chinese words of the plan inside a page of another language keep their language for voices and fonts. */
export const planWords = { lang: 'zh-CN' } as const;
