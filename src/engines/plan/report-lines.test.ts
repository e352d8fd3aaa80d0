import { beforeAll, describe, expect, test } from 'vitest';
import { registerTexts } from '#kernel';
import type { MeasureFigure } from '#kernel/contract';
import type { BoardRow, CommitmentContent, Target } from './contract';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import {
  amendmentWords,
  droppedLine,
  percentOf,
  reportLine,
  targetWords,
  yuanWords,
  type LineSource,
} from './report-lines';
import { wordsIn } from './report-words';

beforeAll(() => registerTexts({ plan: { 'zh-CN': zh, en } }));

const words = wordsIn('zh-CN');
const id = '018f0000-0000-7000-8000-000000000001';

function row(change: Partial<BoardRow> = {}): BoardRow {
  return {
    id,
    number: '9-4',
    section: '9',
    kind: 'event',
    title: '第六届炊工比武',
    quote: '4月中旬举行全场第六届炊工比武',
    window: { from: '2024-04-11', to: '2024-04-20', words: '4月中旬', every: null, festival: null },
    days: { from: '2024-04-11', to: '2024-04-20' },
    target: { type: 'held', times: 1 },
    measure: 'culture.events_held',
    figure: null,
    state: 'kept',
    lateDays: 0,
    themes: [],
    nextStep: '',
    unitId: null,
    unitName: null,
    officerId: null,
    officerName: null,
    evidenceCount: 0,
    openTasks: 0,
    isAmended: false,
    ...change,
  };
}

function figure(change: Partial<MeasureFigure> = {}): MeasureFigure {
  return {
    measure: 'culture.events_held',
    unit: 'times',
    value: '1',
    of: null,
    countedDays: ['2024-04-18'],
    rows: [],
    ...change,
  };
}

function line(
  rowChange: Partial<BoardRow>,
  figureChange: Partial<MeasureFigure> | null = {},
  rest: Partial<LineSource> = {},
) {
  const source = {
    row: row(rowChange),
    figure: figureChange === null ? null : figure(figureChange),
    evidence: [],
    amendment: null,
    ...rest,
  };
  return reportLine(source, words);
}

const money = (min: bigint | null, max: bigint | null, isAbout = false): Target => ({
  type: 'money',
  minFen: min,
  maxFen: max,
  isAbout,
});
const people: Target = { type: 'participation', expected: 41, unit: '个', cohort: '职工食堂' };
const coverage: Target = { type: 'coverage', share: 1, times: 1, cohort: ['工区正、副主任'] };
const range: Target = { type: 'count', min: 3, max: 5, unit: '项' };

describe('a figure in words', () => {
  const held: Target = { type: 'held', times: 1 };
  const none = { countedDays: [] };
  test.each<[string, Target | null, Partial<MeasureFigure>, string]>([
    ['an event that was held', held, {}, '已举办1次（4月18日）'],
    ['an event that was not held', held, { value: '0', ...none }, '尚未举办'],
    ['one of three events', { type: 'held', times: 3 }, {}, '已举办1/3次（4月18日）'],
    ['a day of another year', held, { countedDays: ['2025-01-03'] }, '已举办1次（2025年1月3日）'],
    ['nobody of 41 yet', people, { unit: 'units', value: '0', of: '41', ...none }, '0/41个，尚差41个'],
    ['all of 41', people, { unit: 'units', value: '41', of: '41', ...none }, '41/41个'],
    [
      '41 asked, without a denominator of the measure',
      people,
      { unit: 'units', value: '40', ...none },
      '40/41个，尚差1个',
    ],
    [
      'a coverage with both numbers',
      coverage,
      { unit: 'people', value: '38', of: '41', ...none },
      '38/41人（92.7%），尚差3人',
    ],
    [
      'a rate with both numbers',
      { type: 'rate', min: 95, max: null, unit: '%' },
      { unit: 'percent', value: '190', of: '200', ...none },
      '190/200（95.0%），尚差10',
    ],
    [
      'a rate without its numbers',
      { type: 'rate', min: 95, max: null, unit: '%' },
      { unit: 'percent', value: '95', ...none },
      '缺少比率的分子分母，不列百分比',
    ],
    ['a register that is empty', coverage, { unit: 'people', value: '0', of: '0', ...none }, '0/0，尚未安排'],
    [
      'money short of a floor',
      money(700_000n, null),
      { unit: 'fen', value: '230000' },
      '¥2,300.00，距7000元尚差4,700.00元',
    ],
    [
      'a fen short of a floor',
      money(700_000n, null),
      { unit: 'fen', value: '699999' },
      '¥6,999.99，距7000元尚差0.01元',
    ],
    ['money at the floor', money(700_000n, null), { unit: 'fen', value: '700000' }, '¥7,000.00，达到7000元以上'],
    [
      'money short of an about',
      money(3_000_000n, 3_000_000n, true),
      { unit: 'fen', value: '2690000' },
      '¥26,900.00，距3万元尚差3,100.00元',
    ],
    [
      'money above an about',
      money(3_000_000n, 3_000_000n, true),
      { unit: 'fen', value: '3400000' },
      '¥34,000.00，超出3万元4,000.00元',
    ],
    [
      'money equal to an about',
      money(3_000_000n, 3_000_000n, true),
      { unit: 'fen', value: '3000000' },
      '¥30,000.00，与3万元相符',
    ],
    ['money below a cap', money(null, 500_000n), { unit: 'fen', value: '500000' }, '¥5,000.00，未超过5000元'],
    ['money above a cap', money(null, 500_000n), { unit: 'fen', value: '500001' }, '¥5,000.01，超出5000元0.01元'],
    ['money that the plan masked', money(null, null), { unit: 'fen', value: '100' }, '¥1.00'],
    ['a count below its range', range, { unit: 'pieces', value: '2', ...none }, '2项，目标3—5项，尚差1项'],
    ['a count in its range', range, { unit: 'pieces', value: '5', ...none }, '5项，达到3—5项的目标'],
    ['a count above its range', range, { unit: 'pieces', value: '6', ...none }, '6项，目标3—5项，超出1项'],
    ['outside events', { type: 'members', count: 8 }, { value: '3', ...none }, '已参加3/8项'],
    ['a drive that was done', { type: 'once' }, { unit: 'pieces' }, '已完成（4月18日）'],
    ['a drive that was not done', { type: 'once' }, { unit: 'pieces', value: '0', ...none }, '尚未完成'],
    ['two lists of ten', { type: 'lists', lists: [10, 10] }, { unit: 'pieces', value: '20', ...none }, '已评出20/20项'],
    [
      'three awards',
      { type: 'awards', names: ['巾帼红旗岗', '女状元', '先进女职工'] },
      { unit: 'pieces', value: '2', ...none },
      '已评出2/3项',
    ],
    ['tasks', null, { measure: 'plan.tasks_done', unit: 'pieces', value: '2', of: '5', ...none }, '2/5项，尚差3项'],
    ['documents', null, { measure: 'plan.evidence_filed', unit: 'documents', value: '3', ...none }, '3份'],
    [
      'more days than a line holds',
      held,
      { value: '8', countedDays: [1, 2, 3, 4, 5, 6, 7, 8].map((d) => `2024-05-0${d}`) },
      '已举办8次（5月1日、5月2日、5月3日、5月4日、5月5日、5月6日等8天）',
    ],
  ])('%s', (_what, target, change, expected) => {
    expect(line({ target }, change).figure).toBe(expected);
  });

  test('without a measure nothing is guessed', () => {
    const found = line({ state: 'no_measure' }, null);
    expect([found.figure, found.state]).toEqual(['暂无数据，不作推断', '尚无度量']);
    expect(found.exceptions).toEqual(['所需业务记录尚未接入']);
  });

  test('an aim is answered in words and never by a percentage, even where a measure gave one', () => {
    const note = { day: '2024-05-06', text: '座谈纪要', photos: 0, files: 1 };
    const aim = { kind: 'aim' as const, state: 'in_words' as const, target: null };
    const answered = line(aim, { unit: 'percent', value: '9', of: '10' }, { evidence: [note] });
    expect(answered.figure).toBe('定性：以1份文字佐证答复，不折算百分比');
    expect(answered.evidence).toEqual(['5月6日座谈纪要（文件1份）']);
    const open = line(aim, null);
    expect([open.state, open.figure]).toEqual(['定性', '定性：尚无文字佐证，不折算百分比']);
    for (const told of [answered, open]) expect(JSON.stringify(told)).not.toMatch(/%/);
  });
});

test.each<[string, string, string | null]>([
  ['38', '41', '92.7%'],
  ['41', '41', '100.0%'],
  ['9999', '10000', '99.9%'],
  ['0', '41', '0.0%'],
  ['1', '0', null],
])('%s of %s is %s', (value, of, expected) => {
  expect(percentOf(value, of)).toBe(expected);
});

test.each<[bigint, string]>([
  [700_000n, '7000元'],
  [3_000_000n, '3万元'],
  [3_500_000n, '35000元'],
  [12_345n, '123.45元'],
  [0n, '0元'],
])('%s fen reads %s', (fen, expected) => {
  expect(yuanWords(fen, words)).toBe(expected);
});

test.each<[string, BoardRow['state'], string]>([
  ['kept', 'kept', '已兑现'],
  ['kept late', 'kept_late', '逾期兑现'],
  ['exceeded', 'exceeded', '超额完成'],
  ['missed', 'missed', '未兑现'],
  ['on the way', 'on_the_way', '进行中'],
  ['close to its end', 'at_risk', '进行中（临近期限）'],
  ['before its window', 'not_begun', '未开始'],
])('the state of a promise %s', (_what, state, expected) => {
  expect(line({ state }).state).toBe(expected);
});

describe('exceptions', () => {
  const refused = (reason: string | null, isCounted = false) => ({
    id: '1', title: '炊工比武', day: '2024-04-12', unitName: null, amount: '1', isCounted, reason, href: null,
  }); // prettier-ignore

  test.each<[string, Partial<BoardRow>, Partial<MeasureFigure>, string[]]>([
    ['kept in its window', {}, {}, []],
    [
      'kept late',
      { state: 'kept_late', lateDays: 3 },
      { countedDays: ['2024-04-23'] },
      ['逾期3天兑现', '时间在“4月中旬”之外：4月23日'],
    ],
    ['missed', { state: 'missed', lateDays: 12 }, { value: '0', countedDays: [] }, ['期限已过12天，未兑现']],
    ['above a cap', { state: 'missed', lateDays: 0 }, {}, ['超出目标上限']],
    ['before its window', {}, { countedDays: ['2024-04-03'] }, ['时间在“4月中旬”之外：4月3日']],
    ['a day outside where the plan names no window', { window: null }, { countedDays: ['2024-01-03'] }, []],
    [
      'not counted, with the reason',
      {},
      { rows: [refused('plan.report.exception.nothing')] },
      ['未计入：4月12日炊工比武（无）'],
    ],
    [
      'not counted, by a reason without text',
      {},
      { rows: [refused('culture.rows.none_such')] },
      ['未计入：4月12日炊工比武（未写明原因）'],
    ],
    ['counted rows are no exception', {}, { rows: [refused(null, true)] }, []],
    [
      'an open problem names its next step',
      { kind: 'problem', state: 'on_the_way', nextStep: '下周碰头' },
      {},
      ['下一步：下周碰头'],
    ],
    ['a solved problem does not', { kind: 'problem', state: 'kept', nextStep: '下周碰头' }, {}, []],
  ])('%s', (_what, rowChange, figureChange, expected) => {
    expect(line(rowChange, figureChange).exceptions).toEqual(expected);
  });

  test('a long list says how much it leaves out', () => {
    const rows = Array.from({ length: 11 }, () => refused('plan.report.exception.nothing'));
    expect(line({}, { rows }).exceptions.at(-1)).toBe('另有3条');
  });
});

test('evidence names day, words, photos and files, then the records behind the figure', () => {
  const rows = [
    {
      id: '1',
      title: '第六届炊工比武',
      day: '2024-04-18',
      unitName: '一食堂',
      amount: '1',
      isCounted: true,
      reason: null,
      href: null,
    },
  ];
  const evidence = [
    { day: '2024-04-18', text: '现场', photos: 3, files: 1 },
    { day: '2024-04-19', text: '', photos: 0, files: 0 },
  ];
  expect(line({}, { rows }, { evidence }).evidence).toEqual([
    '4月18日现场（照片3张、文件1份）',
    '4月19日照片或文件',
    '4月18日第六届炊工比武（一食堂）',
  ]);
  expect(line({}, { measure: 'plan.evidence_filed', rows }, { evidence: [] }).evidence).toEqual([]);
});

function content(change: Partial<CommitmentContent>): CommitmentContent {
  const { kind, title, window, target } = row();
  const lists = { organisers: [], people: [], units: [], themes: [], members: [] };
  return {
    kind,
    title,
    window,
    target,
    series: null,
    nextStep: '',
    measure: null,
    unitId: null,
    officerId: null,
    ...lists,
    ...change,
  };
}

describe('an amendment', () => {
  const steps = [{ day: '2024-04-02', reason: '场地检修' }];

  test('shows the first and the present wording with day and reason', () => {
    const later = { from: '2024-05-01', to: '2024-05-10', words: '5月初', every: null, festival: null };
    const told = amendmentWords(
      { first: content({}), present: content({ window: later, target: { type: 'held', times: 2 } }), steps },
      words,
    );
    expect(told).toBe(
      '经修订（2024年4月2日，场地检修）：时间原为“4月中旬”，现为“5月初”；目标原为“举办1次”，现为“举办2次”',
    );
  });

  test('shows the days where the words of the window stayed', () => {
    const moved = { ...content({}).window!, to: '2024-04-25' };
    const told = amendmentWords({ first: content({}), present: content({ window: moved }), steps }, words);
    expect(told).toContain('时间原为“2024年4月11日—2024年4月20日”，现为“2024年4月11日—2024年4月25日”');
  });

  test('says so when only the officer changed', () => {
    expect(amendmentWords({ first: content({}), present: content({ officerId: id }), steps }, words)).toContain(
      '只调整了责任单位、责任人或度量',
    );
  });

  test('stands among the exceptions of its line', () => {
    const amendment = { first: content({}), present: content({ title: '炊工大比武' }), steps };
    expect(line({ isAmended: true }, {}, { amendment }).exceptions).toEqual([
      '经修订（2024年4月2日，场地检修）：事项原为“第六届炊工比武”，现为“炊工大比武”',
    ]);
  });
});

test('a dropped sentence stays with its words and the reason', () => {
  const dropped = droppedLine(
    { number: '9-5', quote: '5月初组织捞盐比赛', content: content({}), dropReason: '并入技能大赛' },
    words,
  );
  expect(dropped).toMatchObject({
    quote: '5月初组织捞盐比赛',
    state: '已撤下',
    exceptions: ['已撤下，理由：并入技能大赛'],
    figure: '不再执行，不作统计',
  });
});

test.each<[Target | null, string]>([
  [range, '3—5项'],
  [money(700_000n, null), '7000元以上'],
  [money(3_000_000n, 3_000_000n, true), '3万元左右'],
  [money(null, 100_000n), '不超过1000元'],
  [money(null, null), '原文未写金额'],
  [coverage, '工区正、副主任100%覆盖，每人1次'],
  [people, '41个职工食堂'],
  [{ type: 'lists', lists: [10, 10] }, '10+10名'],
  [{ type: 'rate', min: 95, max: null, unit: '%' }, '95%以上'],
  [null, ''],
])('the target %o reads %s', (target, expected) => {
  expect(targetWords(target, words)).toBe(expected);
});

test('in English the words are English and the sentence stays as the plan wrote it', () => {
  const source = {
    row: row({ target: money(700_000n, null), state: 'on_the_way' }),
    figure: figure({ unit: 'fen', value: '230000' }),
    evidence: [],
    amendment: null,
  };
  expect(reportLine(source, wordsIn('en'))).toMatchObject({
    quote: '4月中旬举行全场第六届炊工比武',
    figure: '¥2,300.00, ¥4,700.00 short of ¥7,000.00',
    target: 'at least ¥7,000.00',
    state: 'on the way',
  });
});
