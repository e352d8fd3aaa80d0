import { dayText, isPossibleDay, lastDay } from './calendar-days';
import { numberValue } from './chinese-numbers';
import type { Every } from './parsed-plan';
import type { TimeContext, TimeExpression } from './time-expression';
import { readFestivals } from './festivals';
import * as patterns from './time-patterns';

interface Ends {
  from: string | null;
  to: string | null;
}

/** All time expressions of a plain text in order, none overlapping another. */
export function readTimes(plain: string, context: TimeContext): TimeExpression[] {
  const found = [
    ...readEach(plain, patterns.CALENDAR, (m) => readCalendar(m, plain, context)),
    ...readEach(plain, patterns.QUARTER, (m) => readQuarter(m, context)),
    ...readEach(plain, patterns.YEAR_PART, (m) => readYearPart(m, plain, context)),
    ...readEach(plain, patterns.EVERY, (m) => readEvery(m)),
    ...readEach(plain, patterns.ISO_DATE, (m) => readNumericDate(m, context)),
    ...readEach(plain, patterns.DOTTED, (m) => readDotted(m, plain, context)),
    ...readEach(plain, patterns.YEAR_ALONE, (m) => readYearAlone(m)),
    ...readFestivals(plain, context),
  ];
  found.sort((a, b) => a.at - b.at || b.end - a.end);
  let end = -1;
  return found.filter((t) => {
    if (t.at < end) return false;
    end = t.end;
    return true;
  });
}

function readEach(
  plain: string,
  pattern: RegExp,
  read: (m: RegExpMatchArray & { index: number }) => Omit<TimeExpression, 'at' | 'end'> | null,
): TimeExpression[] {
  const result: TimeExpression[] = [];
  for (const m of plain.matchAll(pattern)) {
    const time = read(m);
    if (time) result.push(withSuffix({ ...time, at: m.index, end: m.index + m[0].length }, plain));
  }
  return result;
}

/** 前 turns a window into a deadline, 起 into a beginning; 期间 belongs to the words. */
export function withSuffix(time: TimeExpression, plain: string): TimeExpression {
  if (time.type === 'exact' && patterns.NOT_LATER.test(plain.slice(Math.max(0, time.at - 6), time.at))) {
    return { ...time, windows: time.windows.map((w) => ({ from: null, to: w.to })) };
  }
  const suffix = patterns.TIME_SUFFIX.exec(plain.slice(time.end, time.end + 8));
  if (!suffix) return time;
  const end = time.end + suffix[0].length;
  if (suffix.groups?.until && time.type === 'every') return { ...time, end };
  if (suffix.groups?.until) return { ...time, end, windows: time.windows.map((w) => ({ from: null, to: w.to })) };
  if (suffix.groups?.since && time.type === 'exact') {
    return { ...time, end, windows: time.windows.map((w) => ({ from: w.from, to: '12-31' })) };
  }
  return suffix.groups?.span ? { ...time, end } : time;
}

const once = { every: null, festival: null, possible: true } as const;

function yearIn(words: string | undefined): number | null {
  if (!words) return null;
  const digits = /20\d{2}|1\d{2}/.exec(words)?.[0];
  if (digits) return digits.length === 3 ? Number(digits) + 1911 : Number(digits);
  const chinese = /二[〇○零一二三四五六七八九]{3}/.exec(words)?.[0];
  return chinese ? numberValue(chinese) : null;
}

function monthNumber(written: string | undefined): number | null {
  if (!written) return null;
  return written === '元' || written === '正' ? 1 : numberValue(written);
}

/** First and last day of a month, a part of it, or the one day. */
function monthEnds(
  month: number,
  part: string | undefined,
  day: string | undefined,
  own: number | null,
  { year, rules }: TimeContext,
): Ends {
  const end = lastDay(month, own ?? year);
  const single = day ? numberValue(day.replace('廿', '二十')) : null;
  const rule = part ? rules.monthParts.find((r) => r.words.includes(part)) : undefined;
  const first = single ?? rule?.first ?? 1;
  const last = single ?? (rule && rule.last > 0 ? rule.last : end);
  return { from: dayText(month, first, own, year), to: dayText(month, last, own, year) };
}

function readCalendar(
  m: RegExpMatchArray,
  plain: string,
  context: TimeContext,
): Omit<TimeExpression, 'at' | 'end'> | null {
  const g = m.groups ?? {};
  const last = monthNumber(g.month2);
  const next = plain.charAt((m.index ?? 0) + m[0].length);
  // 一月一次, 一月一主题 count months; they don't name January.
  if (last === null || (/一月$/.test(m[0]) && !/十一月$/.test(m[0]) && next === '一')) return null;
  const year1 = yearIn(g.year1);
  const crosses = /次年|翌年/.test(m[0]) ? (year1 ?? context.year ?? 0) + 1 : null;
  const year2 = yearIn(g.year2) ?? (crosses && context.year ? crosses : year1);
  let tail = monthEnds(last, g.part2, g.day2 ?? g.day2a, year2, context);
  if (g.day2b) tail = { from: tail.from, to: monthEnds(last, undefined, g.day2b, year2, context).to };
  if (g.part3) tail = { from: tail.from, to: monthEnds(last, g.part3, undefined, year2, context).to };
  const possible = [g.day1, g.day2, g.day2a, g.day2b].every(
    (d) => !d || isPossibleDay(last, numberValue(d) ?? 0) || d === g.day1,
  );
  const first = monthNumber(g.month1);
  const shared = { type: 'exact', ...once, year: year2 ?? year1, possible } as const;
  if (g.list) return { ...shared, windows: listedMonths(g.list, last, tail, year2, context) };
  if (first === null) return { ...shared, windows: [tail] };
  const head = monthEnds(first, g.part1, g.day1, year1, context);
  return { ...shared, windows: [{ from: head.from, to: tail.to }] };
}

/** 3、4月 is one window, 3、6、9月 are three. */
function listedMonths(list: string, last: number, tail: Ends, own: number | null, context: TimeContext): Ends[] {
  const months = list
    .split(/[、和及]/)
    .filter(Boolean)
    .map((w) => monthNumber(w.replace(/[ 月份]/g, '')) ?? 0);
  const all = [...months, last];
  const neighbours = all.every((n, i) => i === 0 || n === (all[i - 1] ?? 0) + 1);
  const ends = all.map((n, i) => (i === all.length - 1 ? tail : monthEnds(n, undefined, undefined, own, context)));
  return neighbours ? [{ from: ends[0]?.from ?? null, to: tail.to }] : ends;
}

function readQuarter(m: RegExpMatchArray, context: TimeContext): Omit<TimeExpression, 'at' | 'end'> | null {
  const g = m.groups ?? {};
  const own = yearIn(g.year);
  const number = (w: string): number => (w === '首' ? 1 : (numberValue(w) ?? 0));
  const first = number(g.latin ?? g.first ?? '');
  const more = [...(g.more ?? '').matchAll(/[一二三四1-4]/g)].map((x) => number(x[0]));
  if (/^(?:[一1]) ?季/.test(m[0]) && !first) return null;
  const isRange = /[-~至到]/.test(g.more ?? '');
  const quarters = isRange && more.length ? [first, more[more.length - 1] ?? first] : [first, ...more];
  const neighbours = isRange || quarters.every((q, i) => i === 0 || q === (quarters[i - 1] ?? 0) + 1);
  const ends = quarters.map((q) => quarterEnds(q, g.part, own, context));
  const shared = { type: 'exact', ...once, year: own } as const;
  if (!neighbours) return { ...shared, windows: ends };
  return { ...shared, windows: [{ from: ends[0]?.from ?? null, to: ends[ends.length - 1]?.to ?? null }] };
}

function quarterEnds(quarter: number, part: string | undefined, own: number | null, context: TimeContext): Ends {
  const first = quarter * 3 - 2;
  if (part === '初') return monthEnds(first, '初', undefined, own, context);
  if (part) return monthEnds(first + 2, '底', undefined, own, context);
  return {
    from: dayText(first, 1, own, context.year),
    to: dayText(first + 2, lastDay(first + 2, own ?? context.year), own, context.year),
  };
}

function readYearPart(
  m: RegExpMatchArray,
  plain: string,
  context: TimeContext,
): Omit<TimeExpression, 'at' | 'end'> | null {
  const g = m.groups ?? {};
  const at = m.index ?? 0;
  if (!g.year && patterns.NOT_THIS_YEAR.test(plain.slice(Math.max(0, at - 1), at))) return null;
  const word = g.half ?? g.word ?? g.whole;
  const rule = context.rules.yearParts.find((r) => word !== undefined && r.words.includes(word));
  if (!rule) return null;
  const own = yearIn(g.year);
  const [fromMonth = 1, fromDay = 1] = rule.from.split('-').map(Number);
  const [toMonth = 12, toDay = 31] = rule.to.split('-').map(Number);
  const window = {
    from: dayText(fromMonth, fromDay, own, context.year),
    to: dayText(toMonth, Math.min(toDay, lastDay(toMonth, own ?? context.year)), own, context.year),
  };
  return { type: rule.words.includes('全年') ? 'year' : 'exact', ...once, year: own, windows: [window] };
}

function readEvery(m: RegExpMatchArray): Omit<TimeExpression, 'at' | 'end'> | null {
  const unit = m.groups?.unit ?? '';
  const every = EVERY_UNITS.find(([pattern]) => pattern.test(unit))?.[1];
  if (!every) return null;
  return { type: 'every', ...once, every, year: null, windows: [{ from: '01-01', to: '12-31' }] };
}

const EVERY_UNITS: [RegExp, Every][] = [
  [/季度?[末底]/, 'quarter-end'],
  [/季/, 'quarter'],
  [/半年/, 'half-year'],
  [/周|星期/, 'week'],
  [/学期/, 'term'],
  [/月/, 'month'],
  [/年/, 'year'],
];

function readNumericDate(m: RegExpMatchArray, context: TimeContext): Omit<TimeExpression, 'at' | 'end'> | null {
  const [month, day, year] = [
    Number(m.groups?.month),
    Number(m.groups?.day),
    m.groups?.year ? Number(m.groups.year) : null,
  ];
  if (!isPossibleDay(month, day)) return null;
  const text = dayText(month, day, year, context.year);
  return { type: 'exact', ...once, year, windows: [{ from: text, to: text }] };
}

/** 3.8 beside 节 or 活动, or at the head of a line or a cell, is a day; before a unit it stays a decimal. */
function readDotted(
  m: RegExpMatchArray,
  plain: string,
  context: TimeContext,
): Omit<TimeExpression, 'at' | 'end'> | null {
  const at = m.index ?? 0;
  const end = at + m[0].length;
  const after = plain.slice(end, end + 16);
  if (patterns.UNIT_NEIGHBOUR.test(after)) return null;
  const heads =
    patterns.HEADS_LINE.test(plain.slice(Math.max(0, at - 8), at)) && /^(?:[ :：|\t\n]|$|[\u4e00-\u9fa5“])/.test(after);
  if (!heads && !m[0].endsWith('节') && !patterns.DATE_NEIGHBOUR.test(after)) return null;
  const read = readNumericDate(m, context);
  const day = read?.windows[0]?.from ?? null;
  if (!read || day === null) return null;
  if (m.groups?.month2) {
    const [month, last] = [Number(m.groups.month2), Number(m.groups.day2)];
    return isPossibleDay(month, last)
      ? { ...read, windows: [{ from: day, to: dayText(month, last, null, null) }] }
      : null;
  }
  // 三八 and its like with 期间 keep their rule.
  const rule = context.rules.solarFestivals.find((f) => f.day === day);
  if (rule && /^”? ?[^，。；\d]{0,6}期间/.test(after)) return { ...read, windows: [{ from: rule.from, to: rule.to }] };
  return read;
}

function readYearAlone(m: RegExpMatchArray): Omit<TimeExpression, 'at' | 'end'> {
  return { type: 'year', ...once, year: yearIn(m[0]), windows: [{ from: '01-01', to: '12-31' }] };
}
