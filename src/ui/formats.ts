import { type Day, type Language, type MeasureUnit, dayOf, formatFen } from '#kernel/contract';

const monthsShort = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const monthsLong = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays: Record<Language, readonly string[]> = {
  'zh-CN': ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

function split(day: Day): { year: number; month: number; date: number } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month, date };
}

/** `2024年4月11日`, `11 April 2024`. */
export function formatDay(day: Day, language: Language): string {
  const { year, month, date } = split(day);
  return language === 'en' ? `${date} ${monthsLong[month - 1]} ${year}` : `${year}年${month}月${date}日`;
}

/** Without the year: `4月11日`, `11 Apr`. */
export function formatDayShort(day: Day, language: Language): string {
  const { month, date } = split(day);
  return language === 'en' ? `${date} ${monthsShort[month - 1]}` : `${month}月${date}日`;
}

/** For a mark on an axis: `4.11`, `11 Apr`. */
export function formatDayTiny(day: Day, language: Language): string {
  const { month, date } = split(day);
  return language === 'en' ? `${date} ${monthsShort[month - 1]}` : `${month}.${date}`;
}

export function weekdayOf(day: Day, language: Language): string {
  return weekdays[language][new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
}

export function formatMonth(month: number, language: Language): string {
  return language === 'en' ? (monthsShort[month - 1] ?? '') : `${month}月`;
}

export function formatYearMonth(year: number, month: number, language: Language): string {
  return language === 'en' ? `${monthsLong[month - 1]} ${year}` : `${year}年${month}月`;
}

/** A window of days: one day, one month's days, days of one year, or days of two years. */
export function formatWindow(from: Day, to: Day, language: Language): string {
  if (from === to) return formatDay(from, language);
  const a = split(from);
  const b = split(to);
  if (language === 'en') {
    if (a.year !== b.year) return `${formatDay(from, language)} – ${formatDay(to, language)}`;
    const start = a.month === b.month ? String(a.date) : formatDayShort(from, language);
    return `${start}–${formatDayShort(to, language)} ${b.year}`.replace(/^(\d+ \w+)–/, '$1 – ');
  }
  if (a.year !== b.year) return `${formatDay(from, language)}—${formatDay(to, language)}`;
  const end = a.month === b.month ? `${b.date}日` : formatDayShort(to, language);
  return `${formatDay(from, language)}—${end}`;
}

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' });

/** A moment in Shanghai: `2024年4月11日 08:00`; the year is left out when it is that of `today`. */
export function formatMoment(moment: string | Date, language: Language, today?: Day): string {
  const instant = typeof moment === 'string' ? new Date(moment) : moment;
  const day = dayOf(instant);
  const isThisYear = today !== undefined && day.slice(0, 4) === today.slice(0, 4);
  const date = isThisYear ? formatDayShort(day, language) : formatDay(day, language);
  return `${date} ${clock.format(instant)}`;
}

/** Exact decimal text with thousands apart: `2214` as `2,214`, `70.10` stays `70.10`. */
export function formatNumber(value: string | number | bigint): string {
  const [whole = '', fraction] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `¥1,234.50` from whole fen. */
export function formatMoney(fen: bigint | string): string {
  const amount = typeof fen === 'bigint' ? fen : BigInt(fen);
  return amount < 0n ? `-¥${formatFen(-amount)}` : `¥${formatFen(amount)}`;
}

/** A figure of a measure as it is printed, without its unit's word: money from fen, shares in percent. */
export function formatFigure(value: string, unit: MeasureUnit): string {
  if (unit === 'fen') return formatMoney(value.split('.')[0] ?? '0');
  return unit === 'percent' ? `${formatNumber(value)}%` : formatNumber(value);
}
