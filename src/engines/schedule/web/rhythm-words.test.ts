import { expect, test } from 'vitest';
import type { Language } from '#kernel/contract';
import type { Rhythm } from '../contract';
import english from '../locale/en.json';
import chinese from '../locale/zh-CN.json';
import { rhythmWords } from './rhythm-words';

const whole: Rhythm = { recurrence: 'monthly', month: null, days: null, festival: null, shift: 'none' };

/** The words of one language as the pages would say them. */
function speakerOf(language: Language) {
  const texts: unknown = language === 'en' ? english : chinese;
  const say = (key: string, values: Record<string, unknown> = {}): string => {
    const at = (path: string): unknown =>
      path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], texts);
    const plural = `${key}${values.count === 1 ? '_one' : '_other'}`;
    const found = at(key) ?? at(plural);
    expect(found, key).toBeTypeOf('string');
    return String(found).replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name]));
  };
  const speaker = { t: (key: string, values?: Record<string, unknown>) => say(`pages.${key}`, values), terms: say };
  return { ...speaker, language } as unknown as Parameters<typeof rhythmWords>[1];
}

const spring = (daysBefore: number, daysAfter: number): Partial<Rhythm> => ({
  recurrence: 'lunar',
  festival: { name: 'spring', daysBefore, daysAfter },
});

// prettier-ignore
test.each<[Partial<Rhythm>, string, string]>([
  [{}, '每月', 'Monthly'],
  [{ days: { from: 1, to: 5 } }, '每月1日—5日', 'Monthly, days 1–5'],
  [{ days: { from: 10, to: 10 } }, '每月10日', 'Monthly, day 10'],
  [{ days: { from: 25, to: 31 } }, '每月25日至月底', 'Monthly, from day 25 to the end'],
  [{ days: { from: 31, to: 31 }, shift: 'before' }, '每月最后一天，逢节假日提前', 'Monthly, last day; before holidays'],
  [{ recurrence: 'quarter_end' }, '每季度末', 'At the end of each quarter'],
  [{ recurrence: 'quarterly', month: 1 }, '每季度第一个月', 'First month of each quarter'],
  [{ recurrence: 'half_yearly', month: 6 }, '每半年第六个月', 'Sixth month of each half-year'],
  [{ recurrence: 'yearly', month: 5, days: { from: 1, to: 31 } }, '每年5月1日至月底', 'Each May, from day 1 to the end'],
  [{ recurrence: 'weekly', days: { from: 1, to: 1 }, shift: 'after' }, '每星期一，逢节假日顺延', 'Every Monday; after holidays'],
  [{ recurrence: 'weekly', days: { from: 1, to: 5 } }, '每星期一至星期五', 'Every week, Monday to Friday'],
  [spring(0, 0), '每年春节当天', 'On Spring Festival, each year'],
  [spring(7, 0), '每年春节前 7 天至当天', 'From 7 days before Spring Festival, each year'],
  [spring(0, 1), '每年春节至其后 1 天', 'Spring Festival and the day after, each year'],
  [spring(3, 2), '每年春节前 3 天至后 2 天', '3 days before Spring Festival to 2 after, each year'],
])('%o is said as %s and %s', (rhythm, inChinese, inEnglish) => {
  expect(rhythmWords({ ...whole, ...rhythm }, speakerOf('zh-CN'))).toBe(inChinese);
  expect(rhythmWords({ ...whole, ...rhythm }, speakerOf('en'))).toBe(inEnglish);
});
