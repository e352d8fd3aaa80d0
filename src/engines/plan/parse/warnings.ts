import type { PlanWarning, WarningCode } from './parsed-plan';
import type { Noise } from './noise';
import type { FoundSection } from './sections';
import type { TitleAndYear } from './title-and-year';

/** The five-year plans and the party congresses with the years that they cover. */
const PERIODS: { words: RegExp; name: string; from: number; to: number }[] = [
  ['九五', 1996, 2000], ['十五', 2001, 2005], ['十一五', 2006, 2010], ['十二五', 2011, 2015],
  ['十三五', 2016, 2020], ['十四五', 2021, 2025], ['十五五', 2026, 2030],
].map(([name, from, to]) => ({ words: new RegExp(`“?(?<![十一二三四])${String(name)}”?(?:计划|规划|时期|期间|开局|收官|末|的)`, 'g'), name: `“${String(name)}”`, from: Number(from), to: Number(to) })); // prettier-ignore
const CONGRESSES: Readonly<Record<string, [from: number, to: number]>> = {
  十五: [1997, 2002], 十六: [2002, 2007], 十七: [2007, 2012], 十八: [2012, 2017], 十九: [2017, 2022], 二十: [2022, 2027],
}; // prettier-ignore

interface WarningInput {
  source: string;
  plain: string;
  noise: Noise[];
  sections: FoundSection[];
  titleAndYear: TitleAndYear;
  masked: { at: number; end: number }[];
  impossible: { at: number; end: number }[];
  commitments: number;
}

/** All doubts about a plan, in the order of the text. */
export function findWarnings(input: WarningInput): PlanWarning[] {
  const list = [
    ...noiseWarnings(input),
    ...numberWarnings(input),
    ...yearWarnings(input),
    ...input.masked.slice(0, 50).map((m) => quoteWarning(input, 'plan.masked_number', m, '数字被隐去')),
    ...input.impossible.slice(0, 50).map((m) => quoteWarning(input, 'plan.impossible_date', m, '日期不存在')),
  ];
  if (input.sections.length === 0) list.push(warning('plan.no_sections', 0, '没有找到带编号的条目', {}));
  if (input.commitments === 0) list.push(warning('plan.no_commitments', 0, '没有找到可以落实的工作', {}));
  return list.sort((a, b) => a.at - b.at);
}

const warning = (code: WarningCode, at: number, text: string, params: PlanWarning['params']): PlanWarning => ({
  code,
  at,
  text,
  params,
});

function quoteWarning(
  { source }: WarningInput,
  code: WarningCode,
  { at, end }: { at: number; end: number },
  phrase: string,
): PlanWarning {
  const quote = source.slice(at, Math.min(end, at + 30));
  return warning(code, at, `${phrase}：“${quote}”`, { quote });
}

function noiseWarnings(input: WarningInput): PlanWarning[] {
  return input.noise.map((n) =>
    n.kind === 'duplicate_head'
      ? quoteWarning(input, 'plan.duplicate_head', n, '开头重复，已略去第一段')
      : quoteWarning(input, 'plan.noise', n, '疑似网站水印或页脚'),
  );
}

function numberWarnings({ sections }: WarningInput): PlanWarning[] {
  const list: PlanWarning[] = [];
  for (const s of sections) {
    if (s.runsOn && s.level === 1)
      list.push(warning('plan.items_run_on', s.markAt, `第${s.number}项接在上一项的行内`, { number: s.number ?? '' }));
    if (s.expected === null || s.value === null) continue;
    const params = { number: s.number ?? '', expected: s.expected };
    if (s.value > s.expected) {
      const missing = s.value - s.expected === 1 ? `${s.expected}` : `${s.expected}至${s.value - 1}`;
      list.push(warning('plan.missing_number', s.markAt, `缺少第${missing}项`, { ...params, missing }));
    } else if (s.value === 1) list.push(warning('plan.restarted_number', s.markAt, '编号又从1开始', params));
    else list.push(warning('plan.repeated_number', s.markAt, `编号${s.number}重复或倒退`, params));
  }
  return list;
}

function yearWarnings(input: WarningInput): PlanWarning[] {
  const { year, isMasked, yearAt } = input.titleAndYear;
  if (year === null) {
    return isMasked
      ? [warning('plan.masked_year', yearAt, '计划的年份被隐去，请填写年份', {})]
      : [warning('plan.no_year', 0, '没有找到计划的年份', {})];
  }
  return [...periodMismatches(input.plain, year), ...congressMismatches(input.plain, year)];
}

function periodMismatches(plain: string, year: number): PlanWarning[] {
  const list: PlanWarning[] = [];
  const head = plain.slice(0, 20000);
  for (const period of PERIODS) {
    for (const m of head.matchAll(period.words)) {
      const rest = head.slice(m.index, m.index + 16);
      const isOpening = /开局/.test(rest);
      const isClosing = /收官|最后一年|末/.test(rest);
      const fits = isOpening
        ? year === period.from
        : isClosing
          ? year === period.to
          : year >= period.from - 1 && year <= period.to + 1;
      if (fits) continue;
      const params = { year, period: period.name, from: period.from, to: period.to };
      list.push(
        warning(
          'plan.period_mismatch',
          m.index,
          `年份与规划期不符：${year}年与${period.name}（${period.from}—${period.to}年）`,
          params,
        ),
      );
      break;
    }
  }
  return list;
}

function congressMismatches(plain: string, year: number): PlanWarning[] {
  const m = /(二十|十[五六七八九])(?:大(?!以来)|届[一二三四五六七][^，。]{0,6}全会)/.exec(plain.slice(0, 20000));
  const span = m ? CONGRESSES[m[1] ?? ''] : undefined;
  if (!m || !span || (year >= span[0] && year <= span[1] + 1)) return [];
  const params = { year, period: m[0], from: span[0], to: span[1] };
  return [
    warning('plan.period_mismatch', m.index, `年份与会议不符：${year}年与${m[0]}（${span[0]}—${span[1]}年）`, params),
  ];
}
