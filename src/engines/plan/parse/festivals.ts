import type { WindowRules } from './parsed-plan';
import type { TimeContext, TimeExpression } from './time-expression';

/**
 * Festivals as time words. A festival's name inside the name of a thing (春节文艺晚会, 三八红旗手, 五一劳动奖章) is no time:
 * only words such as 期间, 前夕, 在 before it, or its place at the head of a clause make it one.
 */
export function readFestivals(plain: string, context: TimeContext): TimeExpression[] {
  const pattern = festivalPattern(context.rules);
  const result: TimeExpression[] = [];
  for (const m of plain.matchAll(pattern)) {
    const mention = m[0];
    const at = m.index;
    const after = plain.slice(at + mention.length, at + mention.length + 6);
    const span = SPAN_WORDS.exec(after)?.[0] ?? '';
    const before = plain.slice(Math.max(0, at - 3), at);
    if (span || (isTimeBefore(before) && VERB_AFTER.test(after)) || startsClause(before, after)) {
      result.push(readFestival(mention, at, span, context));
    }
  }
  return result;
}

/** One festival, or several in a row (元旦、春节期间), with or without quotes and 节. */
function festivalPattern(rules: WindowRules): RegExp {
  const words = [...rules.solarFestivals, ...rules.lunarFestivals]
    .flatMap((f) => f.words)
    .sort((a, b) => b.length - a.length);
  const one = `“?(?:${words.join('|')})”?(?:国际)?(?:劳动|青年|妇女|儿童|护士|建党|建军)?(?:妇女)?节?(?:日)?”?`;
  return new RegExp(`${one}(?:(?:、|和|及|与|)${one}){0,7}(?:等(?:重大|重要|传统|法定)?(?:节日|节假日)?)?`, 'g');
}

const SPAN_WORDS =
  /^(?:期间|前后|前夕|之前|以前|(?:来临|到来)之?际?前?|之际|当天|当日|节?间(?!接|隔)|前(?![往来期列提景辈台线进端]))/;
const VERB_AFTER =
  /^(?:，|、?组织|举办|举行|开展|召开|慰问|走访|看望|为|对|向|给|发放|搞|办(?!公)|请|去|节?[，]?(?:组织|举办|开展))/;
const isTimeBefore = (before: string): boolean => /(?:[在于逢值]|每逢|适逢|正值|今年)$/.test(before);
const startsClause = (before: string, after: string): boolean =>
  (before === '' || /[，。；：、\n|\t）]\s*$/.test(before)) && VERB_AFTER.test(after);

function readFestival(mention: string, at: number, span: string, { rules }: TimeContext): TimeExpression {
  const lunar = rules.lunarFestivals.find((f) => f.words.some((w) => mention.includes(w)));
  const solar = rules.solarFestivals.filter((f) => f.words.some((w) => mention.includes(w)));
  const shared = {
    at,
    end: at + mention.length + span.length,
    type: 'festival',
    every: null,
    year: null,
    possible: true,
  } as const;
  if (lunar) return { ...shared, festival: lunar.festival, windows: [{ from: null, to: null }] };
  const windows = solar.map((f) => solarWindow(f, span));
  return { ...shared, festival: null, windows: dedupe(windows) };
}

function solarWindow(
  rule: WindowRules['solarFestivals'][number],
  span: string,
): { from: string | null; to: string | null } {
  if (/前/.test(span) && span !== '前后') return { from: null, to: rule.day };
  return /期间|间|前后/.test(span) ? { from: rule.from, to: rule.to } : { from: rule.day, to: rule.day };
}

function dedupe<T extends { from: string | null; to: string | null }>(windows: T[]): T[] {
  return windows.filter((w, i) => windows.findIndex((o) => o.from === w.from && o.to === w.to) === i);
}
