import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_FEN } from '#kernel/contract';
import {
  formatDay,
  formatDayShort,
  formatDayTiny,
  formatFigure,
  formatMoment,
  formatMoney,
  formatNumber,
  formatWindow,
  formatYearMonth,
  weekdayOf,
} from './formats';
import { parseDay, parseMoney } from './readings';

describe('days', () => {
  test('are written as each language writes them', () => {
    expect(formatDay('2024-04-11', 'zh-CN')).toBe('2024年4月11日');
    expect(formatDay('2024-04-11', 'en')).toBe('11 April 2024');
    expect(formatDayShort('2024-04-11', 'zh-CN')).toBe('4月11日');
    expect(formatDayTiny('2024-06-18', 'zh-CN')).toBe('6.18');
    expect(formatDayTiny('2024-06-18', 'en')).toBe('18 Jun');
    expect(weekdayOf('2024-06-18', 'zh-CN')).toBe('星期二');
    expect(formatYearMonth(2024, 6, 'en')).toBe('June 2024');
  });

  test.each([
    ['2024-04-11', '2024-04-11', '2024年4月11日', '11 April 2024'],
    ['2024-04-11', '2024-04-20', '2024年4月11日—20日', '11–20 Apr 2024'],
    ['2024-01-01', '2024-12-31', '2024年1月1日—12月31日', '1 Jan – 31 Dec 2024'],
    ['2024-12-20', '2025-01-10', '2024年12月20日—2025年1月10日', '20 December 2024 – 10 January 2025'],
  ])('a window from %s to %s repeats no more than needed', (from, to, chinese, english) => {
    expect(formatWindow(from, to, 'zh-CN')).toBe(chinese);
    expect(formatWindow(from, to, 'en')).toBe(english);
  });

  test('a moment is told in Shanghai and drops the year at hand', () => {
    expect(formatMoment('2024-06-17T16:05:00Z', 'zh-CN')).toBe('2024年6月18日 00:05');
    expect(formatMoment('2024-06-17T16:05:00Z', 'zh-CN', '2024-12-01')).toBe('6月18日 00:05');
  });

  test.each([
    ['2024-4-11', '2024-04-11'],
    ['2024年4月11日', '2024-04-11'],
    ['4月11日', '2024-04-11'],
    ['4.11', '2024-04-11'],
    ['２０２４/４/１１', '2024-04-11'],
    ['20240411', '2024-04-11'],
    ['2024-02-29', '2024-02-29'],
    ['2023-02-29', null],
    ['4.31', null],
    ['13.1', null],
    ['四月', null],
    ['', null],
  ])('%j is read as %j', (words, day) => {
    expect(parseDay(words, 2024)).toBe(day);
  });
});

describe('numbers and money', () => {
  test('thousands are set apart and decimals kept as they are', () => {
    expect(formatNumber('2214')).toBe('2,214');
    expect(formatNumber('1234567.10')).toBe('1,234,567.10');
    expect(formatNumber(999)).toBe('999');
    expect(formatFigure('230000', 'fen')).toBe('¥2,300.00');
    expect(formatFigure('70.1', 'percent')).toBe('70.1%');
    expect(formatFigure('2846', 'people')).toBe('2,846');
  });

  test.each([
    ['1200.50', 120050n],
    ['1,200.5', 120050n],
    ['￥1200', 120000n],
    ['1200元', 120000n],
    ['-3.05', -305n],
    ['0', 0n],
    ['12.345', null],
    ['1.2.3', null],
    ['三千', null],
    ['', null],
  ])('%j is read as %s fen', (words, fen) => {
    expect(parseMoney(words)).toBe(fen);
  });

  test('what is printed is read back as the same amount', () => {
    fc.assert(
      fc.property(fc.bigInt(-MOST_FEN, MOST_FEN), (fen) => {
        expect(parseMoney(formatMoney(fen))).toBe(fen);
      }),
    );
  });
});
