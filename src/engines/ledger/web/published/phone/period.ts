import type { Day, Language } from '#kernel/contract';
import { formatDay, formatYearMonth } from '#ui';

const isLastOfMonth = (on: Day): boolean =>
  Number(on.slice(8)) === new Date(Date.UTC(Number(on.slice(0, 4)), Number(on.slice(5, 7)), 0)).getUTCDate();

/** What a statement is of: a year, a month, or the part of one up to a day. */
export function periodOf({ on, span }: { on: Day; span: 'month' | 'year' }, language: Language): string {
  const [year, month] = [Number(on.slice(0, 4)), Number(on.slice(5, 7))];
  if (span === 'year' && on.endsWith('-12-31')) return String(year);
  return span === 'month' && isLastOfMonth(on) ? formatYearMonth(year, month, language) : formatDay(on, language);
}
