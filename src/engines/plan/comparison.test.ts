import { describe, expect, test } from 'vitest';
import { isSame, pairCommitments, type Comparable } from './comparison';

function promise(title: string, change: Partial<Comparable> = {}): Comparable {
  return { kind: 'event', title, quote: title, window: null, target: { type: 'held', times: 1 }, ...change };
}

const day = (from: string, to: string, festival: string | null = null) => ({
  from,
  to,
  words: '',
  every: null,
  festival,
});

describe('two plans are laid side by side', () => {
  const titles = (pairs: ReturnType<typeof pairCommitments<Comparable>>) =>
    pairs.map((p) => [p.left?.title ?? null, p.right?.title ?? null, p.change]);

  test.each<[string, Comparable[], Comparable[], (string | null)[][]]>([
    [
      'the next edition of a series is the same promise',
      [promise('第六届炊工比武')],
      [promise('第七届炊工比武')],
      [['第六届炊工比武', '第七届炊工比武', 'same']],
    ],
    [
      'an equal title in another month is a change',
      [promise('乒乓球比赛', { window: day('2024-06-11', '2024-06-20') })],
      [promise('乒乓球比赛', { window: day('2025-07-01', '2025-07-10') })],
      [['乒乓球比赛', '乒乓球比赛', 'changed']],
    ],
    [
      'the same days a year later are no change',
      [promise('乒乓球比赛', { window: day('2024-06-11', '2024-06-20') })],
      [promise('乒乓球比赛', { window: day('2025-06-11', '2025-06-20') })],
      [['乒乓球比赛', '乒乓球比赛', 'same']],
    ],
    [
      'a lunar festival on another day is no change',
      [promise('灯会', { window: day('2024-02-24', '2024-02-24', '元宵') })],
      [promise('灯会', { window: day('2025-02-12', '2025-02-12', '元宵') })],
      [['灯会', '灯会', 'same']],
    ],
    [
      'another target is a change',
      [promise('轮训', { kind: 'count', target: { type: 'count', min: 3, max: 5, unit: '项' } })],
      [promise('轮训', { kind: 'count', target: { type: 'count', min: 4, max: 5, unit: '项' } })],
      [['轮训', '轮训', 'changed']],
    ],
    [
      'like words of one family belong together',
      [promise('年底再拿出7000元以上给予救助', { kind: 'money_floor' })],
      [promise('年底再拿出9000元左右给予救助', { kind: 'money_about' })],
      [['年底再拿出7000元以上给予救助', '年底再拿出9000元左右给予救助', 'changed']],
    ],
    [
      'like words of different kinds do not',
      [promise('职工食堂竞赛')],
      [promise('职工食堂竞赛', { kind: 'money_floor' })],
      [
        ['职工食堂竞赛', null, 'gone'],
        [null, '职工食堂竞赛', 'new'],
      ],
    ],
    [
      'what is unlike stands alone',
      [promise('捞盐比赛')],
      [promise('职工运动会')],
      [
        ['捞盐比赛', null, 'gone'],
        [null, '职工运动会', 'new'],
      ],
    ],
    ['an empty plan', [], [promise('职工运动会')], [[null, '职工运动会', 'new']]],
  ])('%s', (_what, left, right, expected) => {
    expect(titles(pairCommitments(left, right)).sort()).toEqual(expected.sort());
  });

  test('the likest pair is taken first, whatever the order', () => {
    const left = [promise('组织职工乒乓球比赛和象棋比赛'), promise('组织职工乒乓球比赛')];
    const right = [promise('组织全体职工乒乓球比赛')];
    expect(titles(pairCommitments(left, right))).toEqual([
      ['组织职工乒乓球比赛和象棋比赛', null, 'gone'],
      ['组织职工乒乓球比赛', '组织全体职工乒乓球比赛', 'changed'],
    ]);
  });

  test('what is on the right alone follows its neighbour there', () => {
    const left = [promise('演讲比赛'), promise('知识竞赛')];
    const right = [promise('春节晚会'), promise('演讲比赛'), promise('拔河'), promise('知识竞赛'), promise('健步走')];
    expect(titles(pairCommitments(left, right)).map(([, r]) => r)).toEqual([
      '春节晚会',
      '演讲比赛',
      '拔河',
      '知识竞赛',
      '健步走',
    ]);
  });

  test('with the later plan at the left, new and gone keep their meaning', () => {
    const pairs = pairCommitments([promise('拔河')], [promise('健步走')], { isLeftEarlier: false });
    expect(titles(pairs).sort()).toEqual(
      [
        [null, '健步走', 'gone'],
        ['拔河', null, 'new'],
      ].sort(),
    );
  });

  test('every commitment of both plans stands there once', () => {
    const left = Array.from({ length: 60 }, (_, i) =>
      promise(`第${i % 7}组活动${i}`, { quote: `组织第${i % 7}组的活动` }),
    );
    const right = Array.from({ length: 50 }, (_, i) =>
      promise(`第${i % 5}组活动${i * 2}`, { quote: `举办第${i % 5}组的活动` }),
    );
    const pairs = pairCommitments(left, right);
    expect(new Set(pairs.flatMap((p) => p.left ?? [])).size).toBe(60);
    expect(pairs.flatMap((p) => p.left ?? [])).toHaveLength(60);
    expect(pairs.flatMap((p) => p.right ?? [])).toHaveLength(50);
  });

  test('500 commitments on each side all find their place', () => {
    const make = (shift: number) =>
      Array.from({ length: 500 }, (_, i) =>
        promise(`${i + shift}号`, { quote: `深入开展第${i}车间职工培训教育工作，提高职工${i + shift}方面的素质` }),
      );
    expect(pairCommitments(make(0), make(1)).length).toBeGreaterThanOrEqual(500);
  });
});

test.each<[string, Partial<Comparable>, Partial<Comparable>, boolean]>([
  ['equal', {}, {}, true],
  ['another kind', {}, { kind: 'drive' }, false],
  ['another title', {}, { title: '捞盐大赛' }, false],
  ['another edition', { title: '第六届捞盐比赛' }, { title: '第七届捞盐比赛' }, true],
  ['another year in the title', { title: '2024年捞盐比赛' }, { title: '2025年捞盐比赛' }, true],
  ['a window against none', {}, { window: day('2025-05-01', '2025-05-10') }, false],
  [
    'the end of February in a leap year',
    { window: day('2024-02-21', '2024-02-29') },
    { window: day('2025-02-21', '2025-02-28') },
    true,
  ],
  [
    'money, equal to the fen',
    { target: { type: 'money', minFen: 1n, maxFen: null, isAbout: false } },
    { target: { type: 'money', minFen: 2n, maxFen: null, isAbout: false } },
    false,
  ],
])('sameness: %s', (_what, left, right, expected) => {
  expect(isSame(promise('捞盐比赛', left), promise('捞盐比赛', right))).toBe(expected);
});
