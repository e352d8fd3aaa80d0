import { expect, test } from 'vitest';
import { inChinese } from './chinese-number';
import { daysOf, instantOf, isWide, lateDays, unquoted, whenWords } from './event-days';
import { splitWords } from './split-words';

const today = '2024-06-18';
const planned = {
  window: { from: '2024-04-11', to: '2024-04-20', words: '4月中旬' },
  startsAt: null,
  endsAt: null,
  heldOn: null,
  state: 'planned' as const,
};
const scheduled = {
  ...planned,
  state: 'scheduled' as const,
  startsAt: '2024-06-18T01:30:00.000Z',
  endsAt: '2024-06-18T09:00:00.000Z',
};

test('an event stands on its exact days, else on its window', () => {
  expect(daysOf(planned)).toEqual({ from: '2024-04-11', to: '2024-04-20' });
  expect(daysOf({ ...planned, state: 'held', heldOn: '2024-04-16' })).toEqual({ from: '2024-04-16', to: '2024-04-16' });
  expect(daysOf(scheduled)).toEqual({ from: today, to: today });
});

test('late is what has no record after its last day', () => {
  expect(lateDays(planned, '2024-04-20')).toBe(0);
  expect(lateDays(planned, '2024-04-21')).toBe(1);
  expect(lateDays({ ...planned, state: 'held' }, today)).toBe(0);
  expect(lateDays({ ...planned, state: 'cancelled' }, today)).toBe(0);
});

test('a window of ten days stands in a calendar, a month does not', () => {
  expect(isWide(planned)).toBe(false);
  expect(isWide({ ...planned, window: { from: '2024-08-01', to: '2024-08-31', words: '' } })).toBe(true);
});

test.each([
  ['zh-CN', planned, '4月11日—20日'],
  ['en', planned, '11–20 Apr'],
  ['zh-CN', { ...planned, window: { from: '2024-01-01', to: '2024-12-31', words: '' } }, '1月1日—12月31日'],
  ['en', { ...planned, window: { from: '2024-01-01', to: '2024-12-31', words: '' } }, '1 Jan – 31 Dec'],
  ['zh-CN', scheduled, '6月18日 09:30—17:00'],
  ['en', scheduled, '18 Jun 09:30–17:00'],
] as const)('when in %s: %#', (language, event, words) => expect(whenWords(event, language, today)).toBe(words));

test('Shanghai is the only clock', () => {
  expect(new Date(instantOf('2024-06-18', '09:30')).toISOString()).toBe('2024-06-18T01:30:00.000Z');
});

test.each([
  [1, '一'],
  [6, '六'],
  [10, '十'],
  [12, '十二'],
  [20, '二十'],
  [35, '三十五'],
  [100, '一百'],
  [105, '一百零五'],
  [110, '一百一十'],
  [200, '二百'],
])('%i is %s', (number, words) => expect(inChinese(number)).toBe(words));

test('words are split at commas of either width and named once', () => {
  expect(splitWords(' 青年、炊工，青年;  ')).toEqual(['青年', '炊工']);
  expect(splitWords('')).toEqual([]);
});

test('quotation marks inside turn into single ones', () => {
  expect(unquoted('“三八”期间')).toBe('‘三八’期间');
});
