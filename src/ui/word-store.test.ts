import { describe, expect, test } from 'vitest';
import { WordStore } from './word-store';

const store = new WordStore('en');
store.add('plan', 'en', {
  board: { late: '{{count}} days late', items_one: '{{count}} item', items_other: '{{count}} items' },
  plain: 'Plan',
});
store.add('plan', 'zh-CN', { board: { late: '逾期 {{count}} 天', items_other: '{{count}} 项' }, plain: '计划' });

describe('words', () => {
  test.each([
    ['plain', {}, 'Plan'],
    ['board.late', { count: 3 }, '3 days late'],
    ['board.items', { count: 1 }, '1 item'],
    ['board.items', { count: 0 }, '0 items'],
    ['board.late', {}, '{{count}} days late'],
    ['board', {}, null],
    ['board.none', {}, null],
    ['plain.deeper', {}, null],
  ])('%s with %o says %s', (key, values, expected) => {
    expect(store.say('plan', key, values)).toBe(expected);
  });

  test('another language has its own words and its own plural', () => {
    const chinese = new WordStore('en');
    chinese.add('plan', 'zh-CN', { items_other: '{{count}} 项' });
    chinese.speak('zh-CN');
    expect(chinese.say('plan', 'items', { count: 1 })).toBe('1 项');
    expect([chinese.has('plan', 'zh-CN'), chinese.has('plan', 'en')]).toEqual([true, false]);
  });

  test('a value is put in as it is, whatever signs it holds', () => {
    expect(store.say('plan', 'board.late', { count: '$&<b>' })).toBe('$&<b> days late');
  });
});
