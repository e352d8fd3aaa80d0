import { beforeAll, describe, expect, test } from 'vitest';
import { registerTexts } from '#kernel';
import type { MeasureFigure } from '#kernel/contract';
import type { BoardRow, CommitmentState } from './contract';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import { wordsIn } from './report-words';
import { dutiesOf, dutyLines, stateWords, summarise, type SummarySource } from './report-summary';

beforeAll(() => registerTexts({ plan: { 'zh-CN': zh, en } }));

const words = wordsIn('zh-CN');
const none = { year: 2024, dropped: 0, amended: 0, directives: 0 };

function source(
  number: string,
  state: CommitmentState,
  change: Partial<SummarySource> = {},
  row: Partial<BoardRow> = {},
  figure: Partial<MeasureFigure> | null = null,
): SummarySource {
  const days = { from: '2024-01-01', to: '2024-12-31' };
  const empty = {
    id: number,
    section: null,
    title: '',
    window: null,
    days,
    target: null,
    measure: null,
    figure: null,
    lateDays: 0,
    themes: [],
    nextStep: '',
  };
  const owner = {
    unitId: null,
    unitName: null,
    officerId: null,
    officerName: null,
    evidenceCount: 0,
    openTasks: 0,
    isAmended: false,
  };
  const kind = state === 'in_words' ? 'aim' : 'recurring_duty';
  return {
    row: { ...empty, ...owner, kind, number, state, quote: '', ...row },
    figure:
      figure === null
        ? null
        : { measure: 'm.m', unit: 'times', value: '0', of: null, countedDays: [], rows: [], ...figure },
    chapterNumber: number.split('-')[0]!,
    chapterTitle: '',
    evidence: 0,
    photos: 0,
    ...change,
  };
}

describe('the closing summary', () => {
  const texts = (sources: SummarySource[], totals = none) =>
    summarise(sources, totals, words).map((sentence) => sentence.text);

  test('counts what can be measured apart from what is answered in words', () => {
    const sources = [
      source('2-1', 'kept'),
      source('2-2', 'missed'),
      source('3-1', 'in_words', { evidence: 1 }),
      source('3-2', 'in_words'),
    ];
    expect(texts(sources)).toEqual([
      '2024年度计划共列承诺4项，其中可度量2项、定性2项；可度量的承诺中：已兑现1项、未兑现1项。',
      '可度量的承诺已兑现1/2项（50.0%），含超额完成和逾期兑现。',
      '未兑现1项：2-2，原因见各部分说明。',
      '全年归档佐证1份，其中照片0张。',
      '（定性）另有2项为努力方向，其中1项有文字佐证，均不折算百分比。',
      '（定性）工会将继续忠实履行维护职工合法权益、竭诚服务职工群众的基本职责，围绕企业中心任务开展工作。',
    ]);
  });

  test('tells of events, money, lateness, what is open and what has no measure', () => {
    const sources = [
      source('9-1', 'kept', {}, { kind: 'event' }, { value: '1' }),
      source('9-2', 'not_begun', {}, { kind: 'event' }, { value: '0' }),
      source('6-1', 'kept_late', { evidence: 2, photos: 3 }, {}, { unit: 'fen', value: '700000' }),
      source('4-1', 'no_measure'),
      source('4-2', 'at_risk'),
    ];
    const told = texts(sources, { year: 2024, dropped: 1, amended: 2, directives: 1 });
    expect(told).toContain('计划举办活动2项，已举办1/2项。');
    expect(told).toContain('有金额记录的承诺1项：6-1为¥7,000.00。');
    expect(told).toContain('逾期兑现1项：6-1。');
    expect(told).toContain('尚在期限内2项：9-2、4-2。');
    expect(told).toContain('尚无度量1项：4-1，不以推断代替。');
    expect(told).toContain('全年归档佐证2份，其中照片3张。');
    expect(told).toContain('年内修订承诺2项，撤下1项，均列明原文和理由。');
    expect(told).toContain('答复上级文件1件，见附件。');
  });

  test.each([
    ['an empty plan', []],
    ['aims alone', [source('1-1', 'in_words')]],
    [
      'all states',
      (
        [
          'kept',
          'exceeded',
          'kept_late',
          'missed',
          'on_the_way',
          'at_risk',
          'not_begun',
          'no_measure',
          'in_words',
        ] as const
      ).map((state, i) => source(`1-${i}`, state)),
    ],
  ])('every sentence carries a figure or the mark 定性: %s', (_what, sources) => {
    for (const sentence of summarise(sources, none, words)) {
      expect(sentence.text).toMatch(sentence.isInWords ? /定性/ : /\d/);
      expect(sentence.text.includes('%') ? /\d+\/\d+/.test(sentence.text) : true).toBe(true);
    }
  });
});

test('states are counted in one order and absent ones left out', () => {
  expect(stateWords(['missed', 'kept', 'missed', 'in_words'], words)).toBe('已兑现1项、未兑现2项、定性1项');
});

test.each([
  ['认真开展对口赛和对手赛', '认真开展劳动竞赛活动', ['build']],
  ['对生病、住院的职工及时组织看望', '加强帮扶救助工作', ['protect']],
  ['深入实施厂务公开', '突出维护基本职责，加强维权机制建设', ['participate', 'protect']],
  ['继续做好《工会法》的学习', '大力实施职工素质工程', ['educate']],
  ['抓好会费的收支管理', '加强工会自身建设', ['organise']],
  ['完成其他任务', '其他', []],
])('%s, in the chapter %s, serves %j', (quote, chapter, expected) => {
  expect(dutiesOf(quote, chapter)).toEqual(expected);
});

test('the duties name the law, the chapters, the states and the records behind them; an empty one says so', () => {
  const lines = dutyLines([
    source('6-1', 'kept', { chapterTitle: '加强帮扶救助工作', evidence: 2 }, {}, { unit: 'fen', value: '700000' }),
    source('8-1', 'on_the_way', { chapterTitle: '强化职工食堂管理' }, {}, { unit: 'units', value: '40', of: '41' }),
  ], words); // prettier-ignore
  expect(lines).toHaveLength(5);
  expect(lines[0]).toBe(
    '维护职责（《中华人民共和国工会法》第六条：维护职工合法权益、竭诚服务职工群众）：对应计划第6、8部分，共2项，其中已兑现1项、进行中1项；佐证2份；主要数字：6-1为¥7,000.00、8-1为40/41。',
  );
  expect(lines[1]).toBe(
    '建设职责（《中华人民共和国工会法》第七条：动员和组织职工积极参加经济建设）：本年度计划对应承诺0项。',
  );
});

test('a list of numbers that nobody would read to its end says that it goes on', () => {
  const sources = Array.from({ length: 25 }, (_, i) => source(`2-${i + 1}`, 'on_the_way'));
  const told = summarise(sources, none, words)
    .map((sentence) => sentence.text)
    .find((text) => text.startsWith('尚在期限内'));
  expect(told).toMatch(/^尚在期限内25项：2-1、.*、2-20等。$/);
});
