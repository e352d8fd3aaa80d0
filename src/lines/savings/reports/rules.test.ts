import { expect, test } from 'vitest';
import { daysOfHalf, halvesBetween } from './rules';

test('a half year ends with June or with December', () => {
  expect(daysOfHalf(2024, 1)).toEqual({ from: '2024-01-01', to: '2024-06-30' });
  expect(daysOfHalf(2024, 2)).toEqual({ from: '2024-07-01', to: '2024-12-31' });
});

test('the half years that are over since an association began', () => {
  expect(halvesBetween('2023-03-01', '2024-06-30')).toEqual([
    { year: 2023, half: 2 },
    { year: 2023, half: 1 },
  ]);
  expect(halvesBetween('2023-07-01', '2024-07-01')).toEqual([
    { year: 2024, half: 1 },
    { year: 2023, half: 2 },
  ]);
  expect(halvesBetween('2024-01-01', '2024-06-18')).toEqual([]);
  // On the last day of a half year it is not over; one that had begun to count on its last day does.
  expect(halvesBetween('2024-06-30', '2024-12-31')).toEqual([{ year: 2024, half: 1 }]);
  expect(halvesBetween('2024-07-01', '2024-12-31')).toEqual([]);
});
