import { describe, expect, it } from 'vitest';
import { monthsIn, nextPeriod, periodOf } from './periods';

describe('periods of observation', () => {
  it.each([
    ['2024-02-29', 'day', '2024-02-29', '2024-02-29', '2024-03-01'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29', '2024-03'],
    ['2023-12', 'month', '2023-12-01', '2023-12-31', '2024-01'],
    ['2024-Q1', 'quarter', '2024-01-01', '2024-03-31', '2024-Q2'],
    ['2024-Q4', 'quarter', '2024-10-01', '2024-12-31', '2025-Q1'],
    ['2024-S', 'spring', '2024-01-01', '2024-07-31', '2025-S'],
    ['2024-A', 'autumn', '2024-08-01', '2024-12-31', '2025-A'],
    ['2024', 'year', '2024-01-01', '2024-12-31', '2025'],
  ])('%s is a %s from %s to %s, and %s follows', (key, kind, from, to, next) => {
    const period = periodOf(key)!;
    expect(period).toEqual({ key, kind, from, to });
    expect(nextPeriod(period).key).toBe(next);
  });

  it.each(['2023-02-29', '2024-13', '2024-Q5', '2024-W1', '1948', '2200', '24', '', '2024-6'])('%s is none', (key) => {
    expect(periodOf(key)).toBeNull();
  });

  it('are made of months', () => {
    expect(monthsIn(periodOf('2024-Q2')!)).toEqual(['2024-04-01', '2024-05-01', '2024-06-01']);
    expect(monthsIn(periodOf('2024-05-03')!)).toEqual(['2024-05-01']);
    expect(monthsIn(periodOf('2024')!)).toHaveLength(12);
  });

  it('refuse to go past the last year', () => {
    expect(() => nextPeriod(periodOf('2199')!)).toThrow();
  });
});
