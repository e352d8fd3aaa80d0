import { describe, expect, test } from 'vitest';
import type { Target } from './contract';
import { boundsOf, judge, type Judgement } from './states';

const rules = { aboutTolerance: 0.1, riskShare: 0.1 };
const april = { from: '2024-04-11', to: '2024-04-20' };
const year = { from: '2024-01-01', to: '2024-12-31' };
const march = { from: '2024-03-01', to: '2024-03-08' };
const held: Target = { type: 'held', times: 1 };
const range: Target = { type: 'count', min: 3, max: 5, unit: '项' };
const floor: Target = { type: 'money', minFen: 700_000n, maxFen: null, isAbout: false };
const about: Target = { type: 'money', minFen: 3_000_000n, maxFen: 3_000_000n, isAbout: true };
const stops: Target = { type: 'stops', cohort: [] };
const coverage: Target = { type: 'coverage', share: 1, times: 1, cohort: [] };
const pair: Target = { type: 'lists', lists: [10, 10] };

type Unit = NonNullable<Judgement['figure']>['unit'];
const figure = (value: string, countedDays: string[] = [], of: string | null = null, unit: Unit = 'times') => ({
  value,
  of,
  countedDays,
  unit,
});

describe('the state of a promise', () => {
  test.each<
    [
      string,
      Judgement['kind'],
      Target | null,
      { from: string; to: string },
      Judgement['figure'],
      string,
      string,
      number,
    ]
  >([
    ['an aim is answered in words', 'aim', null, year, null, '2024-06-18', 'in_words', 0],
    ['no measure is said honestly', 'upkeep', null, year, null, '2024-06-18', 'no_measure', 0],
    ['before its window', 'event', held, april, figure('0'), '2024-04-01', 'not_begun', 0],
    ['on its first day, nothing recorded', 'event', held, april, figure('0'), '2024-04-11', 'not_begun', 0],
    ['on the last day but one', 'event', held, april, figure('0'), '2024-04-19', 'at_risk', 0],
    ['on the last day', 'event', held, april, figure('0'), '2024-04-20', 'at_risk', 0],
    ['the day after', 'event', held, april, figure('0'), '2024-04-21', 'missed', 1],
    ['a passed date alone never counts', 'event', held, april, figure('0'), '2024-12-31', 'missed', 255],
    ['held within', 'event', held, april, figure('1', ['2024-04-18']), '2024-06-18', 'kept', 0],
    ['held on the last day', 'event', held, april, figure('1', ['2024-04-20']), '2024-06-18', 'kept', 0],
    ['held a day late', 'event', held, april, figure('1', ['2024-04-21']), '2024-06-18', 'kept_late', 1],
    [
      'held twice is still kept',
      'event',
      held,
      april,
      figure('2', ['2024-04-12', '2024-04-18']),
      '2024-06-18',
      'kept',
      0,
    ],
    ['held early, before the window', 'event', held, april, figure('1', ['2024-04-02']), '2024-06-18', 'kept', 0],
    [
      '8 March without results',
      'award_round',
      { type: 'awards', names: ['a'] },
      march,
      figure('0'),
      '2024-03-08',
      'at_risk',
      0,
    ],
    [
      '9 March without results',
      'award_round',
      { type: 'awards', names: ['a'] },
      march,
      figure('0'),
      '2024-03-09',
      'missed',
      1,
    ],
    [
      'two records of three to five',
      'count_range',
      range,
      year,
      figure('2', ['2024-02-01', '2024-03-01']),
      '2024-06-18',
      'on_the_way',
      0,
    ],
    [
      'two records after the year',
      'count_range',
      range,
      year,
      figure('2', ['2024-02-01', '2024-03-01']),
      '2025-01-01',
      'missed',
      1,
    ],
    [
      'three records',
      'count_range',
      range,
      year,
      figure('3', ['2024-02-01', '2024-03-01', '2024-05-01']),
      '2024-06-18',
      'kept',
      0,
    ],
    ['five records', 'count_range', range, year, figure('5', Array(5).fill('2024-05-01')), '2024-06-18', 'kept', 0],
    ['six records', 'count_range', range, year, figure('6', Array(6).fill('2024-05-01')), '2024-06-18', 'exceeded', 0],
    [
      'the third record came after the end',
      'count_range',
      range,
      march,
      figure('3', ['2024-03-01', '2024-03-02', '2024-03-10']),
      '2024-06-18',
      'kept_late',
      2,
    ],
    [
      'a fen below the floor',
      'money_floor',
      floor,
      year,
      figure('699999', ['2024-12-01'], null, 'fen'),
      '2025-01-01',
      'missed',
      1,
    ],
    [
      'exactly the floor',
      'money_floor',
      floor,
      year,
      figure('700000', ['2024-12-01'], null, 'fen'),
      '2024-12-02',
      'kept',
      0,
    ],
    [
      'more than the floor is kept',
      'money_floor',
      floor,
      year,
      figure('900000', ['2024-12-01'], null, 'fen'),
      '2024-12-02',
      'kept',
      0,
    ],
    [
      '26,900 of about 30,000',
      'money_about',
      about,
      year,
      figure('2690000', ['2024-06-01'], null, 'fen'),
      '2025-01-01',
      'missed',
      1,
    ],
    [
      '31,000 of about 30,000',
      'money_about',
      about,
      year,
      figure('3100000', ['2024-06-01'], null, 'fen'),
      '2024-06-18',
      'kept',
      0,
    ],
    [
      '34,000 of about 30,000',
      'money_about',
      about,
      year,
      figure('3400000', ['2024-06-01'], null, 'fen'),
      '2024-06-18',
      'missed',
      0,
    ],
    [
      'three stops of four',
      'tour',
      stops,
      year,
      figure('3', ['2024-05-01', '2024-05-02', '2024-05-03'], '4'),
      '2024-06-18',
      'on_the_way',
      0,
    ],
    ['four stops of four', 'tour', stops, year, figure('4', Array(4).fill('2024-05-04'), '4'), '2024-06-18', 'kept', 0],
    ['two of three tasks', 'recurring_duty', null, year, figure('2', [], '3'), '2024-06-18', 'on_the_way', 0],
    ['all three tasks', 'recurring_duty', null, year, figure('3', [], '3'), '2024-06-18', 'kept', 0],
    ['no task at all', 'recurring_duty', null, year, figure('0', [], '0'), '2024-06-18', 'not_begun', 0],
    ['61 of 87 trained', 'coverage', coverage, year, figure('61', [], '87', 'people'), '2024-06-18', 'on_the_way', 0],
    ['87 of 87 trained', 'coverage', coverage, year, figure('87', [], '87', 'people'), '2024-06-18', 'kept', 0],
    [
      'nineteen of ten and ten',
      'selection',
      pair,
      year,
      figure('19', Array(19).fill('2024-05-01')),
      '2024-06-18',
      'on_the_way',
      0,
    ],
    [
      'twenty of ten and ten',
      'selection',
      pair,
      year,
      figure('20', Array(20).fill('2024-05-01')),
      '2024-06-18',
      'kept',
      0,
    ],
    [
      'a masked amount has no bound',
      'money_floor',
      { type: 'money', minFen: null, maxFen: null, isAbout: false },
      year,
      figure('100', ['2024-05-01'], null, 'fen'),
      '2024-06-18',
      'on_the_way',
      0,
    ],
    [
      'a cap is kept at the end',
      'money_cap',
      { type: 'money', minFen: null, maxFen: 500n, isAbout: false },
      march,
      figure('400', [], null, 'fen'),
      '2024-03-09',
      'kept',
      0,
    ],
    [
      'a broken cap is missed at once',
      'money_cap',
      { type: 'money', minFen: null, maxFen: 500n, isAbout: false },
      year,
      figure('501', [], null, 'fen'),
      '2024-03-09',
      'missed',
      0,
    ],
  ])('%s', (_name, kind, target, days, given, today, state, lateDays) => {
    expect(judge({ kind, target, days, figure: given, today, rules })).toEqual({ state, lateDays });
  });
});

describe('bounds', () => {
  test('about is a band of the tolerance on both sides', () => {
    expect(boundsOf(about, rules)).toEqual({ min: 2_700_000, max: 3_300_000, isCap: true });
  });
  test('ten and ten is exactly twenty', () => {
    expect(boundsOf(pair, rules)).toEqual({ min: 20, max: 20, isCap: true });
  });
});
