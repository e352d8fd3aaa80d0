import { describe, expect, it } from 'vitest';
import { decimal } from '../ranking/decimals';
import { periodOf } from './periods';
import { compare, completion, faultOfReading, gapTo, unbroken, type Measured } from './rules';

const rate: Measured = {
  ...{ better: 'higher', bandFrom: null, bandTo: null, least: '0', most: '100', decimals: 2, rhythm: 'month' },
  ...{ formula: '', fromDay: '2024-01-01', toDay: '2024-12-31' },
};
const brine: Measured = { ...rate, better: 'band', bandFrom: '25', bandTo: '25.5', least: null, most: null };
const cost: Measured = { ...rate, better: 'lower', most: null };

describe('a reading', () => {
  it.each([
    [rate, '98.75', '2024-05', null],
    [rate, '100', '2024-06', null],
    [rate, '88', '1987', null],
    [rate, '101', '2024-05', 'contest.reading_above'],
    [rate, '-0.01', '2024-05', 'contest.reading_below'],
    [rate, '98.755', '2024-05', 'contest.reading_decimals'],
    [rate, '98', '2024-07', 'contest.reading_future'],
    [rate, '98', '2024-06-19', 'contest.reading_future'],
    [{ ...rate, toDay: '2024-03-31' }, '98', '2024-04', 'contest.reading_outside'],
    [{ ...rate, formula: 'a / b' }, '98', '2024-05', 'contest.reading_computed'],
    [{ ...rate, least: null }, '-5', '2024-05', null],
  ])('%o of %s for %s', (indicator, value, period, code) => {
    expect(faultOfReading(indicator as Measured, decimal(value), periodOf(period)!, '2024-06-18')?.code ?? null).toBe(
      code,
    );
  });
});

describe('a figure beside another', () => {
  it.each([
    [rate, '99', '98', 1, '0'],
    [rate, '98', '99', -1, '1'],
    [cost, '99', '98', -1, '1'],
    [cost, '98', '98.0', 0, '0'],
    [brine, '25', '25.5', 0, '0'],
    [brine, '24.5', '26.1', 1, '0.5'],
    [brine, '27', '24', -1, '1.5'],
  ])('in the better direction of %o: %s against %s', (by, one, other, sign, gap) => {
    expect(compare(decimal(one), decimal(other), by)).toBe(sign);
    expect(gapTo(decimal(other), decimal(one), by).toFixed()).toBe(gap);
  });

  it.each([
    [rate, '1050', '1000', '105'],
    [rate, '1', '3', '33.3'],
    [rate, '2', '3', '66.7'],
    [cost, '80', '100', '125'],
    [cost, '0', '100', null],
    [rate, '5', '0', null],
    [rate, '5', null, null],
    [brine, '25.2', null, '100'],
    [brine, '26', '25', '0'],
  ])('%o: %s of the plan %s is %s', (by, actual, plan, percent) => {
    expect(completion(decimal(actual), plan === null ? null : decimal(plan), by)?.toFixed() ?? null).toBe(percent);
  });
});

it('a trend is what lies in a row of periods', () => {
  const of = (...periods: string[]) =>
    unbroken(
      periods.map((period) => ({ period })),
      3,
    ).map(({ period }) => period);
  expect(of('2024-01', '2024-02', '2024-03', '2024-04')).toEqual(['2024-02', '2024-03', '2024-04']);
  expect(of('2023-11', '2024-01', '2024-02')).toEqual(['2024-01', '2024-02']);
  expect(of()).toEqual([]);
});
