import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { programFolder, registerTexts, text } from '#kernel';
import { contentOf, keyedSections } from './content';
import type { BoardRow } from './contract';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import {
  chineseNumber,
  draftText,
  isCarried,
  nextEdition,
  shiftYears,
  type DraftSource,
  type DraftWords,
} from './next-plan';
import { parsePlan } from './parse/parse-plan';

let words: DraftWords;

beforeAll(() => {
  registerTexts({ plan: { 'zh-CN': zh, en } });
  words = {
    title: text('zh-CN', 'plan:next.title', { unit: '盐场', year: 2025 }),
    opening: text('zh-CN', 'plan:next.opening', { year: 2025, before: 2024 }),
    problem: (quote, nextStep) =>
      text('zh-CN', nextStep === '' ? 'plan:next.problem' : 'plan:next.problem_step', { quote, nextStep }),
  };
});

const plan2024 = readFileSync(join(programFolder(), 'tests/plans/salt-works-2024.txt'), 'utf8');

function sourcesOf(
  source: string,
  state: BoardRow['state'] | ((kind: string) => BoardRow['state']),
): { sources: DraftSource[]; sections: ReturnType<typeof keyedSections> } {
  const parsed = parsePlan(source, { year: 2024 });
  const sources = parsed.commitments.map((c): DraftSource => ({
    record: { at: c.at, end: c.at + c.text.length, quote: c.text, content: contentOf(c, 2024) },
    state: typeof state === 'string' ? state : state(c.kind),
  }));
  return { sources, sections: keyedSections(parsed) };
}

function draft(source: string, state: Parameters<typeof sourcesOf>[1]) {
  const { sources, sections } = sourcesOf(source, state);
  return draftText(sources, { content: source, sections, year: 2024, words });
}

const monthDay = (day: string | null | undefined) => day?.slice(-5) ?? null;

describe("the real plan's next year", () => {
  const seasons = (source: string, year: number) =>
    parsePlan(source, { year }).commitments.filter((c) => c.kind === 'event').map((c) => ({
      title: c.title.replace(/第.届/, ''),
      from: monthDay(c.window?.from),
      to: monthDay(c.window?.to),
    })); // prettier-ignore

  test('reads back with every event in its window', () => {
    const { text: next } = draft(plan2024, 'kept');
    expect(seasons(next, 2025)).toEqual(seasons(plan2024, 2024));
    expect(seasons(next, 2025)).toHaveLength(10);
  });

  test('names itself and its year', () => {
    const parsed = parsePlan(draft(plan2024, 'kept').text);
    expect(parsed.year).toBe(2025);
    expect(parsed.title).toBe('盐场工会2025年工作计划');
  });

  test('counts its chapters from one, in the order of the plan', () => {
    const parsed = parsePlan(draft(plan2024, 'on_the_way').text);
    const before = parsePlan(plan2024, { year: 2024 }).sections;
    expect(parsed.sections.map((s) => s.title)).toEqual(before.map((s) => s.title));
    expect(parsed.sections.map((s) => s.number)).toEqual(before.map((_, i) => String(i + 1)));
    expect(parsed.warnings.map((w) => w.code)).not.toContain('plan.missing_number');
  });

  test('moves editions on by one', () => {
    const editions = (source: string) => parsePlan(source).commitments.flatMap((c) => c.series ?? []);
    expect(editions(draft(plan2024, 'kept').text)).toEqual(
      editions(plan2024).map((s) => ({ ...s, edition: s.edition + 1 })),
    );
  });

  test.each<[string, BoardRow['state']]>([
    ['when all was kept', 'kept'],
    ['when nothing was kept', 'missed'],
    ['in the middle of the year', 'on_the_way'],
  ])('keeps the money that comes round each year, %s', (_when, state) => {
    const sums = (source: string) => parsePlan(source).money.map(({ min, max, approx }) => ({ min, max, approx }));
    expect(sums(draft(plan2024, state).text)).toEqual(sums(plan2024));
  });

  test('keeps what is open with its kind, target and time', () => {
    const typed = (source: string, year: number) =>
      parsePlan(source, { year }).commitments
        .filter((c) => !['aim', 'recurring_duty', 'upkeep', 'problem', 'event'].includes(c.kind))
        .map((c) => ({ kind: c.kind, target: c.target, from: monthDay(c.window?.from), to: monthDay(c.window?.to) })); // prettier-ignore
    expect(typed(draft(plan2024, 'missed').text, 2025)).toEqual(typed(plan2024, 2024));
  });

  test('leaves out what was done and comes round no more', () => {
    const { text: next } = draft(plan2024, 'kept');
    expect(next).not.toContain('全部轮训一遍');
    expect(draft(plan2024, 'missed').text).toContain('全部轮训一遍');
  });

  test('counts each promise that it carries once', () => {
    expect(draft(plan2024, 'kept').carried).toBe(sourcesOf(plan2024, 'kept').sources.filter(isCarried).length);
  });
});

test('a plan of months keeps the windows that its headings give', () => {
  const months =
    '2024年工会工作计划\n三月份：\n1、举办女职工联谊会。\n2、慰问困难职工2万元以上。\n五月份：\n1、组织职工登山比赛。\n';
  const { text: next } = draft(months, 'kept');
  const seasons = (source: string) =>
    parsePlan(source, { year: 2024 })
      .commitments.filter((c) => c.kind === 'event')
      .map((c) => [c.title, monthDay(c.window?.from), monthDay(c.window?.to)]);
  expect(seasons(next)).toEqual(seasons(months));
  expect(parsePlan(next).money).toMatchObject([{ min: 20_000, max: null }]);
});

describe('what is carried', () => {
  const source = (kind: string, state: BoardRow['state']): DraftSource => {
    const { sources } = sourcesOf('一、活动\n5月初组织捞盐比赛。', state);
    const { record } = sources[0]!;
    return { record: { ...record, content: { ...record.content, kind: kind as BoardRow['kind'] } }, state };
  };
  test.each<[string, BoardRow['state'], boolean]>([
    ['event', 'kept', true],
    ['event', 'missed', true],
    ['money_floor', 'exceeded', true],
    ['award_round', 'kept', true],
    ['recurring_duty', 'kept', true],
    ['drive', 'kept', false],
    ['drive', 'kept_late', false],
    ['drive', 'missed', true],
    ['coverage', 'exceeded', false],
    ['coverage', 'at_risk', true],
    ['upkeep', 'no_measure', true],
    ['upkeep', 'on_the_way', true],
    ['problem', 'kept', false],
    ['problem', 'not_begun', true],
    ['aim', 'in_words', false],
  ])('%s, %s: %s', (kind, state, expected) => {
    expect(isCarried(source(kind, state))).toBe(expected);
  });

  test('an open problem carries its next step', () => {
    const content = '一、素质\n尽快扭转被动局面。';
    const { sources, sections } = sourcesOf(content, 'on_the_way');
    const record = {
      ...sources[0]!.record,
      content: { ...sources[0]!.record.content, kind: 'problem' as const, nextStep: '每季度讲评一次。' },
    };
    expect(draftText([{ record, state: 'on_the_way' }], { content, sections, year: 2024, words }).text).toContain(
      '继续解决：尽快扭转被动局面，下一步每季度讲评一次。',
    );
  });
});

test.each([
  ['2024年底', 2024, '2025年底'],
  ['12月至2025年1月', 2024, '12月至2026年1月'],
  ['2019年以来', 2024, '2019年以来'],
  ['12024元', 2024, '12024元'],
  ['2024—2025年', 2024, '2025—2026年'],
])('the years of %s move on', (written, year, expected) => {
  expect(shiftYears(written, year)).toBe(expected);
});

test.each<[string, number, BoardRow['state'], string]>([
  ['全场第六届炊工比武', 6, 'kept', '全场第七届炊工比武'],
  ['全场第6届炊工比武', 6, 'kept', '全场第7届炊工比武'],
  ['第九届运动会', 9, 'not_begun', '第十届运动会'],
  ['第十九届运动会', 19, 'kept', '第二十届运动会'],
  ['全场第六届炊工比武', 6, 'missed', '全场第六届炊工比武'],
])('the edition of %s', (quote, edition, state, expected) => {
  const { sources } = sourcesOf('一、活动\n5月初组织捞盐比赛。', state);
  const { record } = sources[0]!;
  expect(
    nextEdition(quote, { record: { ...record, content: { ...record.content, series: { name: '', edition } } }, state }),
  ).toBe(expected);
});

test.each([
  [1, '一'],
  [10, '十'],
  [11, '十一'],
  [20, '二十'],
  [32, '三十二'],
])('%i is %s', (value, expected) => {
  expect(chineseNumber(value)).toBe(expected);
});
