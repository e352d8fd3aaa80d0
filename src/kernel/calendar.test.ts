import { describe, expect, test, vi } from 'vitest';
import { addWorkingDays, festivalDay, isWorkingDay } from './calendar';

describe('lunar festivals', () => {
  test.each([
    ['春节', 2024, '2024-02-10'],
    ['元宵节', 2024, '2024-02-24'],
    ['端午', 2024, '2024-06-10'],
    ['中秋', 2024, '2024-09-17'],
    ['春节', 2025, '2025-01-29'],
  ])('%s of %i is %s', (name, year, expected) => {
    expect(festivalDay(name, year)).toBe(expected);
  });
  test('a name that is no lunar festival has no day', () => {
    expect(festivalDay('国庆', 2024)).toBeNull();
  });
});

describe('working days', () => {
  const zones = ['Asia/Shanghai', 'UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'];
  test.each(zones)('are the same on a machine whose clock stands in %s', (zone) => {
    vi.stubEnv('TZ', zone);
    try {
      const week = ['2024-06-14', '2024-06-15', '2024-06-16', '2024-06-17'].map(isWorkingDay);
      expect(week).toEqual([true, false, false, true]);
      // The eve that people exchanged for the Sunday before, the holiday's last day, and the day after it.
      const named = ['2024-02-04', '2024-02-17', '2024-02-18', '2024-10-07', '2024-10-08', '2024-10-12'];
      expect(named.map(isWorkingDay)).toEqual([true, false, true, false, true, true]);
      expect(addWorkingDays('2024-09-30', 1)).toBe('2024-10-08');
    } finally {
      vi.unstubAllEnvs();
    }
  });
  test.each([
    ['2024-02-12', false, 'Spring Festival on a Monday'],
    ['2024-02-18', true, 'a make-up Sunday'],
    ['2024-06-15', false, 'a plain Saturday'],
    ['2024-06-18', true, 'a plain Tuesday'],
  ])('%s: %s (%s)', (day, expected) => {
    expect(isWorkingDay(day)).toBe(expected);
  });
  test('five working days from the day before a holiday skip the holiday', () => {
    expect(addWorkingDays('2024-09-30', 1)).toBe('2024-10-08');
  });
});
