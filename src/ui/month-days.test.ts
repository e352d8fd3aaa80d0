import { expect, test } from 'vitest';
import { monthAfter, monthDays, sameDateIn } from './month-days';

test('a month is shown in whole weeks that begin on Monday', () => {
  const june = monthDays(2024, 6);
  expect(june[0]).toBe('2024-05-27');
  expect(june.at(-1)).toBe('2024-06-30');
  expect(june).toHaveLength(35);
  expect(monthDays(2021, 2)).toHaveLength(28);
});

test('months step over the turn of the year', () => {
  expect(monthAfter(2024, 12, 1)).toEqual({ year: 2025, month: 1 });
  expect(monthAfter(2024, 1, -1)).toEqual({ year: 2023, month: 12 });
});

test('the last of January becomes the last of February', () => {
  expect(sameDateIn('2024-01-31', 1)).toBe('2024-02-29');
  expect(sameDateIn('2024-03-15', -1)).toBe('2024-02-15');
});
