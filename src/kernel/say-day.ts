import { isDay, type Day } from './day';
import type { Language } from './language';

const writers: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' }),
};

/** `2024年4月11日`, `11 April 2024`: a day as the pages write it, for sentences that the server makes. */
export const sayDay = (day: Day, language: Language): string => writers[language].format(new Date(`${day}T00:00:00Z`));

/** What somebody has given, such as the cell of a sheet, is quoted as it stands there. */
const GIVEN = 'value';

/** The parameters of a sentence with every day among them written out. */
export function sayDays<Value>(
  params: Readonly<Record<string, Value>>,
  language: Language,
): Record<string, Value | string> {
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' && name !== GIVEN && isDay(value) ? sayDay(value, language) : value,
  ]);
  return Object.fromEntries(entries) as Record<string, Value | string>;
}
